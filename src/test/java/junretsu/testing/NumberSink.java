package junretsu.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads numbers over TCP in the plainest way and counts them right, unless it is to read nothing at all for a while. */
public final class NumberSink implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 16 << 10;

    private final SocketServer server;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Long> counts =
            new TreeMap<>(Map.of("received", 0L, "unique", 0L, "duplicates", 0L, "rejected", 0L));
    private final long firstReadNanos;

    /** @param silentMs how long it reads nothing */
    public NumberSink(long silentMs) {
        firstReadNanos = System.nanoTime() + silentMs * 1_000_000;
        server = new SocketServer("number-sink", RECEIVE_BUFFER_BYTES, this::serve);
    }

    /** As in {@code 127.0.0.1:4000}. */
    public String target() {
        return "127.0.0.1:" + server.port();
    }

    /** What was counted so far. */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** The counts as a server shows them. */
    public static String json(Map<String, Long> counts) {
        StringBuilder json = new StringBuilder("{\"service\":\"numbers\"");
        counts.forEach(
                (name, count) -> json.append(",\"").append(name).append("\":").append(count));
        return json.append('}').toString();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket client) throws IOException {
        Waiting.sleep(Math.max(0, (firstReadNanos - System.nanoTime()) / 1_000_000));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = lines.readLine();
        while (line != null && count(line)) {
            line = lines.readLine();
        }
    }

    private synchronized boolean count(String line) {
        if (!line.matches("[0-9]{9}")) {
            counts.merge("rejected", 1L, Long::sum);
            return false;
        }
        counts.merge("received", 1L, Long::sum);
        counts.merge(seen.add(line) ? "unique" : "duplicates", 1L, Long::sum);
        return true;
    }
}
