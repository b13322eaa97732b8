import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Jobs a second that a beanstalkd takes, each connection a job at a time. Arguments: port, connections, seconds. Prints jobs a
 * second; they are compared with the server's own count first.
 */
public final class TubeFlood {
    /** As long as a job of junretsu: caller and number. */
    private static final String BODY = "caller-0123456789abcdef 1234567890123456789012345678901234567890";

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        long nanos = Long.parseLong(args[2]) * 1_000_000_000;
        AtomicLong put = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Thread thread = new Thread(() -> flood(port, begin + nanos, put));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long ready = ready(port);
        if (ready != put.get()) {
            throw new IllegalStateException(put + " jobs were put, the server has " + ready);
        }
        System.out.printf("%.0f%n", put.get() / seconds);
    }

    private static void flood(int port, long end, AtomicLong put) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] command = ("put 1000 0 60 " + BODY.length() + "\r\n" + BODY + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (System.nanoTime() < end) {
                out.write(command);
                String answer = line(in);
                if (!answer.startsWith("INSERTED")) {
                    throw new IllegalStateException(answer);
                }
                put.incrementAndGet();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long ready(int port) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("stats\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.startsWith("current-jobs-ready: ")) {
                    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
                }
            }
            throw new IllegalStateException("the server's stats name no ready jobs");
        }
    }

    private static String line(InputStream in) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) >= 0 && c != '\n'; ) {
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
