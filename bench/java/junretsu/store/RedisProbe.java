package junretsu.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to a Redis on this machine that asks what its commands cost. */
final class RedisProbe {
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=(\\d+),usec=(\\d+)");
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([0-9.]+)");

    private final Socket socket;
    private final InputStream in;

    /**
     * The cost of the scripts since a Redis started, or between two moments.
     *
     * @param calls of scripts
     * @param scriptSeconds within them
     * @param cpuSeconds of the process
     */
    record Cost(double calls, double scriptSeconds, double cpuSeconds) {
        Cost and(Cost other) {
            return new Cost(calls + other.calls, scriptSeconds + other.scriptSeconds, cpuSeconds + other.cpuSeconds);
        }

        Cost since(Cost before) {
            return new Cost(
                    calls - before.calls, scriptSeconds - before.scriptSeconds, cpuSeconds - before.cpuSeconds);
        }

        double scriptMicros() {
            return 1e6 * scriptSeconds / calls;
        }

        double cpuMicros() {
            return 1e6 * cpuSeconds / calls;
        }
    }

    RedisProbe(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        in = new BufferedInputStream(socket.getInputStream());
    }

    synchronized Cost cost() {
        double cpu = 0;
        Matcher seconds = CPU.matcher(ask("INFO cpu"));
        while (seconds.find()) {
            cpu += Double.parseDouble(seconds.group(1));
        }
        Matcher scripts = SCRIPTS.matcher(ask("INFO commandstats"));
        boolean hasRun = scripts.find();
        return new Cost(
                hasRun ? Double.parseDouble(scripts.group(1)) : 0,
                hasRun ? Double.parseDouble(scripts.group(2)) / 1e6 : 0,
                cpu);
    }

    /** Returns a key's number; 0 where it is not, such as on another server of a cluster. */
    synchronized long number(String key) {
        String text = ask("GET " + key);
        return text.matches("\\d+") ? Long.parseLong(text) : 0;
    }

    /** Sends an inline command; its reply is a line or one bulk string. */
    synchronized String ask(String command) {
        try {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String line = line();
            if (!line.startsWith("$") || line.equals("$-1")) {
                return line;
            }
            byte[] bulk = in.readNBytes(Integer.parseInt(line.substring(1)));
            line();
            return new String(bulk, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().trim();
    }
}
