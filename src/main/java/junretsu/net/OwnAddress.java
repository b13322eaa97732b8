package junretsu.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** This machine's address for others. */
public final class OwnAddress {
    /** An address of documentation (RFC 5737), of which the system only says which way it would take. */
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 9);

    private OwnAddress() {}

    /** Returns the address in the network that leads elsewhere; null for a machine in no network. Any thread. */
    public static InetAddress inNetwork() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(ELSEWHERE); // sends nothing
            InetAddress own = socket.getLocalAddress();
            return own.isAnyLocalAddress() || own.isLoopbackAddress() ? null : own;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
