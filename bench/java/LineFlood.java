import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * Sends statsd counter lines as fast as it can. Arguments: port, seconds, lines a datagram. Prints the lines sent and the
 * seconds that it took.
 */
public final class LineFlood {
    public static void main(String[] args) throws Exception {
        int lines = Integer.parseInt(args[2]);
        ByteBuffer datagram = ByteBuffer.allocateDirect(1_472);
        for (int i = 0; i < lines; i++) {
            datagram.put(("b" + i % 4 + ":1|c\n").getBytes(StandardCharsets.US_ASCII));
        }
        datagram.flip();
        long sent = 0;
        try (DatagramChannel channel = DatagramChannel.open().connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])))) {
            long begin = System.nanoTime();
            long end = begin + Long.parseLong(args[1]) * 1_000_000_000;
            while (System.nanoTime() < end) {
                channel.write(datagram.rewind());
                sent += lines;
            }
            System.out.println(sent + " " + (System.nanoTime() - begin) / 1e9);
        }
    }
}
