import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * How long it takes from a vote that passes a milestone to the frame that tells the screens. Arguments: the server's HTTP URL,
 * its UDP host:port, and how many milestones it has, at 1, 2, 3 ... Prints p50, p99 and max in milliseconds.
 */
public final class ScreenLatency {
    public static void main(String[] args) throws Exception {
        URI url = URI.create(args[0]);
        String[] udp = args[1].split(":");
        int milestones = Integer.parseInt(args[2]);
        Random random = new Random(1);
        long[] latencies = new long[milestones];
        try (Socket socket = new Socket(url.getHost(), url.getPort());
                DatagramChannel votes =
                        DatagramChannel.open().connect(new InetSocketAddress(udp[0], Integer.parseInt(udp[1])))) {
            socket.getOutputStream()
                    .write("GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int i = 0; i < milestones; i++) {
                Thread.sleep(random.nextInt(150));
                long sent = System.nanoTime();
                votes.write(ByteBuffer.wrap(new byte[] {0}));
                while (reached(lines.readLine()) <= i) {
                    continue;
                }
                latencies[i] = System.nanoTime() - sent;
            }
        }
        Arrays.sort(latencies);
        System.out.printf(
                "%.0f %.0f %.0f%n",
                latencies[milestones / 2] / 1e6,
                latencies[milestones * 99 / 100] / 1e6,
                latencies[milestones - 1] / 1e6);
    }

    /** How many milestones a frame shows as reached. */
    private static int reached(String line) {
        return line.startsWith("data: ") ? line.split("\"reached\":\"", -1).length - 1 : -1;
    }
}
