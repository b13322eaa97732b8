import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How long it takes from a line's sending to its standing in the log. Arguments: port, log, how many lines. Each is a number that is
 * looked for in what the log has grown by. Prints p50, p99 and max in milliseconds, and how many did not come within a second,
 * since the load beside it had sent the same number before.
 */
public final class LogLatency {
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[2]);
        long[] latencies = new long[count];
        int found = 0;
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(args[0]));
                RandomAccessFile log = new RandomAccessFile(args[1], "r")) {
            socket.setTcpNoDelay(true);
            for (int i = 0; i < count; i++) {
                byte[] line = String.format("%09d\n", 999_999_999 - i).getBytes(StandardCharsets.US_ASCII);
                log.seek(log.length() / 10 * 10);
                long sent = System.nanoTime();
                socket.getOutputStream().write(line);
                if (find(line, log)) {
                    latencies[found++] = System.nanoTime() - sent;
                }
                Thread.sleep(10);
            }
        }
        Arrays.sort(latencies, 0, found);
        System.out.printf(
                "%.1f %.1f %.1f %d%n",
                latencies[found / 2] / 1e6, latencies[found * 99 / 100] / 1e6, latencies[found - 1] / 1e6, count - found);
    }

    private static boolean find(byte[] line, RandomAccessFile log) throws IOException {
        byte[] chunk = new byte[1 << 20];
        long deadline = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < deadline) {
            int length = Math.max(0, log.read(chunk));
            for (int at = 0; at + 10 <= length; at += 10) {
                if (Arrays.equals(chunk, at, at + 10, line, 0, 10)) {
                    return true;
                }
            }
            log.seek(log.getFilePointer() - length % 10);
        }
        return false;
    }
}
