package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The hardware address to which frames for a server go. */
public final class Neighbour {
    /** proc(5): IP address, hardware type, flags, hardware address, mask, device. */
    private static final Path ARP = Path.of("/proc/self/net/arp");

    /** ETH_ALEN, linux/if_ether.h. */
    private static final int ADDRESS_BYTES = 6;

    private static final int DISCARD_PORT = 9;
    private static final String UNKNOWN = "00:00:00:00:00:00";
    private static final int TRIES = 20;
    private static final long TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Neighbour() {}

    /**
     * Learns it: from this machine's own interfaces, or from the kernel, which asks the network when an empty datagram
     * is sent to the discard port.
     *
     * @throws IOException when nobody answers
     */
    public static byte[] of(InetAddress address) throws IOException {
        NetworkInterface own = NetworkInterface.getByInetAddress(address);
        if (own != null && own.getHardwareAddress() != null) {
            return own.getHardwareAddress();
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[0], 0, address, DISCARD_PORT));
        }
        for (int i = 0; i < TRIES; i++) {
            for (String line : Files.readAllLines(ARP)) {
                String[] fields = line.split("\\s+");
                if (fields[0].equals(address.getHostAddress()) && !fields[3].equals(UNKNOWN)) {
                    return HexFormat.ofDelimiter(":").parseHex(fields[3]);
                }
            }
            LockSupport.parkNanos(TRY_NANOS);
        }
        throw new IOException("the hardware address of " + address.getHostAddress() + " is unknown; give --mac");
    }

    /** The beginning of a frame: its receiver's address, then that of the interface which it leaves, of Ethernet. */
    public static byte[] addresses(byte[] receiver, NetworkInterface from) throws IOException {
        byte[] both = Arrays.copyOf(receiver, 2 * ADDRESS_BYTES);
        System.arraycopy(from.getHardwareAddress(), 0, both, ADDRESS_BYTES, ADDRESS_BYTES);
        return both;
    }
}
