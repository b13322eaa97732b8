import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** What one writes first: a socket, a loop, an array. Prints its port, and what it counted when its input ends. */
public final class PlainCounter {
    public static void main(String[] args) throws Exception {
        long[] votes = new long[256];
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        socket.setReceiveBufferSize(4 << 20);
        Thread loop = new Thread(() -> count(socket, votes));
        loop.setDaemon(true);
        loop.start();
        System.out.println(socket.getLocalPort());
        System.in.read();
        long total = 0;
        for (long each : votes) {
            total += each;
        }
        System.out.println(total);
    }

    private static void count(DatagramSocket socket, long[] votes) {
        byte[] bytes = new byte[65_536];
        DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
        try {
            while (true) {
                datagram.setLength(bytes.length);
                socket.receive(datagram);
                for (int i = 0; i < datagram.getLength(); i++) {
                    votes[bytes[i] & 255]++;
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
