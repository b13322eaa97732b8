import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Items a second that a Redis takes by SADD, a pipeline for each batch, as a client that has no items server in front would
 * send them. Arguments: port, connections, batch, tenants, seconds. Half of the items were sent before. Empties
 * the Redis before a run, of which the first, for the compiler, is not told. Prints items a second; the sums of the replies
 * and of SCARD are compared first.
 */
public final class SaddFlood {
    private static final int ID_BYTES = 36;
    private static final String HEX = "0123456789abcdef";

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        int batch = Integer.parseInt(args[2]);
        int tenants = Integer.parseInt(args[3]);
        long nanos = Long.parseLong(args[4]) * 1_000_000_000;
        run(port, connections, batch, tenants, nanos);
        System.out.printf("%.0f%n", run(port, connections, batch, tenants, nanos));
    }

    /** Returns items a second. */
    private static double run(int port, int connections, int batch, int tenants, long nanos) throws Exception {
        empty(port);
        AtomicLong sent = new AtomicLong();
        AtomicLong added = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            long connection = i;
            Thread thread = new Thread(() -> flood(port, connection, batch, tenants, begin + nanos, sent, added));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long cards = cards(port, tenants);
        if (cards != added.get()) {
            throw new IllegalStateException("replies say " + added + " new items, SCARD " + cards);
        }
        return sent.get() / seconds;
    }

    private static void empty(int port) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] reply = socket.getInputStream().readNBytes(5);
            if (!new String(reply, StandardCharsets.US_ASCII).equals("+OK\r\n")) {
                throw new IllegalStateException("Redis did not empty itself");
            }
        }
    }

    private static void flood(
            int port, long connection, int batch, int tenants, long end, AtomicLong sent, AtomicLong added) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            SplittableRandom random = new SplittableRandom(connection);
            long next = 0;
            while (System.nanoTime() < end) {
                StringBuilder[] sets = new StringBuilder[tenants];
                int[] sizes = new int[tenants];
                int used = 0;
                for (int i = 0; i < batch; i++) {
                    long number = next == 0 || random.nextBoolean() ? next++ : random.nextLong(next);
                    int tenant = (int) ((number * 0x9E3779B97F4A7C15L >>> 33) % tenants);
                    if (sets[tenant] == null) {
                        sets[tenant] = new StringBuilder();
                        used++;
                    }
                    sets[tenant].append('$').append(ID_BYTES).append("\r\n");
                    hex(sets[tenant], connection, 4);
                    hex(sets[tenant].append('-'), number, 31);
                    sets[tenant].append("\r\n");
                    sizes[tenant]++;
                }
                StringBuilder pipeline = new StringBuilder();
                for (int tenant = 0; tenant < tenants; tenant++) {
                    if (sets[tenant] != null) {
                        String key = "t" + tenant;
                        pipeline.append('*').append(sizes[tenant] + 2).append("\r\n$4\r\nSADD\r\n$");
                        pipeline.append(key.length()).append("\r\n").append(key).append("\r\n").append(sets[tenant]);
                    }
                }
                out.write(pipeline.toString().getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < used; i++) {
                    added.addAndGet(number(in));
                }
                sent.addAndGet(batch);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends a number by so many digits; {@link String#format} would take more time than Redis does. */
    private static void hex(StringBuilder out, long number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(shift < Long.SIZE ? HEX.charAt((int) (number >>> shift & 15)) : '0');
        }
    }

    private static long cards(int port, int tenants) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            long sum = 0;
            for (int tenant = 0; tenant < tenants; tenant++) {
                socket.getOutputStream().write(("SCARD t" + tenant + "\r\n").getBytes(StandardCharsets.US_ASCII));
                sum += number(socket.getInputStream());
            }
            return sum;
        }
    }

    private static long number(InputStream in) throws Exception {
        if (in.read() != ':') {
            throw new IllegalStateException("Redis rejected a command");
        }
        long number = 0;
        for (int c; (c = in.read()) != '\r'; ) {
            number = number * 10 + c - '0';
        }
        in.read();
        return number;
    }
}
