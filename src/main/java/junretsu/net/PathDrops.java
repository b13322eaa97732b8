package junretsu.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packets that were dropped on their way to the sockets since this was made, as the kernel counts them:
 *
 * <pre>
 *   /sys/class/net/IF/statistics/rx_missed_errors   the interface had no room in its ring
 *   /sys/class/net/IF/statistics/rx_dropped         the kernel, for several reasons, see {@link Counts#dropped}
 *   /proc/net/softnet_stat, a line a CPU            packets, dropped by the backlog, ... in hexadecimal, 32 bits
 * </pre>
 *
 * (Documentation/ABI/testing/sysfs-class-net-statistics, softnet_seq_show in net/core/net-procfs.c.) An interface that
 * was made anew counts from 0 again. Where a file is missing, nothing is known. Thread-safe.
 */
public final class PathDrops {
    private static final int BACKLOG_FIELD = 1;

    private final Path softnet;
    private final Map<String, Growth> missed = new LinkedHashMap<>();
    private final Map<String, Growth> dropped = new LinkedHashMap<>();
    private final ProcText text = new ProcText();
    private long[] backlogNow;
    private long backlog;
    private long droppedSum;

    /**
     * The packets so far.
     *
     * @param missed by the rings of all interfaces
     * @param backlog by the queues between interfaces and protocols; they are a CPU's, for all interfaces, so this is
     *     as many of theirs as were dropped at these interfaces between two readings
     * @param dropped by the kernel at each interface; there are also frames of protocols that nobody takes, packets
     *     that are in {@code backlog}, and with some drivers those that an XDP program took: no vote for sure
     */
    public record Counts(long missed, long backlog, Map<String, Long> dropped) {
        /** Those of a group whose way nobody watches. */
        public static final Counts NONE = new Counts(0, 0, Map.of());
    }

    /** A count in a file of its own, from the first reading on. */
    private static final class Growth {
        private final Path file;
        private long last = -1;
        private long sum;

        Growth(Path file) {
            this.file = file;
        }

        long read() throws IOException {
            if (Files.exists(file)) {
                long now = Long.parseLong(Files.readString(file).strip());
                sum += last < 0 ? 0 : now < last ? now : now - last;
                last = now;
            }
            return sum;
        }
    }

    /** Watches interfaces of this machine. */
    public static PathDrops of(List<String> interfaces) throws IOException {
        return new PathDrops(Path.of("/sys/class/net"), Path.of("/proc/net/softnet_stat"), interfaces);
    }

    PathDrops(Path net, Path softnet, List<String> interfaces) throws IOException {
        this.softnet = softnet;
        for (String name : interfaces) {
            Path statistics = net.resolve(name).resolve("statistics");
            missed.put(name, new Growth(statistics.resolve("rx_missed_errors")));
            dropped.put(name, new Growth(statistics.resolve("rx_dropped")));
        }
        read();
    }

    /** Reads them anew. */
    public synchronized Counts read() throws IOException {
        long misses = 0;
        for (Growth one : missed.values()) {
            misses += one.read();
        }
        Map<String, Long> drops = new LinkedHashMap<>();
        for (Map.Entry<String, Growth> one : dropped.entrySet()) {
            drops.put(one.getKey(), one.getValue().read());
        }
        long droppedNow = drops.values().stream().mapToLong(Long::longValue).sum();
        backlog += Math.min(readBacklog(), droppedNow - droppedSum);
        droppedSum = droppedNow;
        return new Counts(misses, backlog, drops);
    }

    /** Returns how many were dropped since the last reading. */
    private long readBacklog() throws IOException {
        if (!Files.exists(softnet)) {
            return 0;
        }
        text.read(softnet);
        int lines = 0;
        for (int line = 0; line < text.length(); line = text.nextLine(line)) {
            lines++;
        }
        long[] before = backlogNow != null && backlogNow.length == lines ? backlogNow : null;
        long[] now = new long[lines];
        int line = 0;
        long fresh = 0;
        for (int i = 0; i < lines; i++) {
            now[i] = text.number(text.field(line, BACKLOG_FIELD), 16);
            line = text.nextLine(line);
            // A CPU that came or went moves the lines: what was dropped meanwhile is not known.
            fresh += before == null ? 0 : now[i] - before[i] & 0xFFFF_FFFFL;
        }
        backlogNow = now;
        return fresh;
    }
}
