package junretsu.items.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;

/**
 * Measures {@code add} and {@code commit} of items without IDs in groups, then how long a start takes, from the log and
 * from a snapshot, and prints tables in Markdown. The items that a start brings back are counted.
 */
final class LogRates {
    private static final int[] GROUPS = {1, 100, 5_000};
    private static final long ROUND_NANOS = 3_000_000_000L;

    private LogRates() {}

    /** @param args a directory that is empty; how many items a start brings back */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        long items = Long.parseLong(args[1]);
        System.out.println("| items a commit | commits/s | items/s | p50 µs | p99 µs | longest ms |\n|---|---|---|---|---|---|");
        for (int group : GROUPS) {
            try (ItemFiles files = open(directory.resolve("group-" + group))) {
                rate(files, group);
            }
        }
        System.out.println("\n| start | ms |\n|---|---|");
        Path filled = directory.resolve("filled");
        try (ItemFiles files = open(filled)) {
            fill(files, items);
        }
        for (int i = 0; i < 3; i++) {
            time(filled, "from the log", items);
        }
        try (ItemFiles files = open(filled)) {
            snapshot(files, items);
        }
        for (int i = 0; i < 3; i++) {
            time(filled, "from a snapshot", items);
        }
    }

    private static ItemFiles open(Path directory) throws Exception {
        return ItemFiles.open(directory, false, null, System.err::println, Clock.SYSTEM);
    }

    private static void rate(ItemFiles files, int group) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        long[] took = new long[1_000_000];
        int commits = 0;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < ROUND_NANOS && commits < took.length) {
            long at = System.nanoTime();
            for (int i = 0; i < group; i++) {
                files.log().add(0, random.nextLong() | 1, random.nextLong(), null, 0, 0);
            }
            files.log().commit();
            took[commits++] = System.nanoTime() - at;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(took, 0, commits);
        System.out.printf(
                "| %,d | %,.0f | %,.0f | %d | %d | %d |%n",
                group,
                commits / seconds,
                commits / seconds * group,
                took[commits / 2] / 1_000,
                took[commits * 99 / 100] / 1_000,
                took[commits - 1] / 1_000_000);
    }

    private static void fill(ItemFiles files, long items) throws Exception {
        files.tenants().define(List.of(new Tenant(0, "a", 0, Tenant.TOTAL)));
        SplittableRandom random = new SplittableRandom(2);
        for (long i = 1; i <= items; i++) {
            files.log().add(0, random.nextLong() | 1, random.nextLong(), null, 0, 0);
            if (i % 2_000 == 0 || i == items) {
                files.log().commit();
            }
        }
    }

    private static void snapshot(ItemFiles files, long items) throws Exception {
        long begun = System.nanoTime();
        long longestNanos = 0;
        Snapshot snapshot = files.beginSnapshot(new long[] {items});
        for (boolean isDone = false; !isDone; ) {
            long at = System.nanoTime();
            isDone = snapshot.step();
            longestNanos = Math.max(longestNanos, System.nanoTime() - at);
            LockSupport.parkNanos(100_000);
        }
        System.out.printf(
                "| snapshot written, longest step %,d µs | %,d |%n",
                longestNanos / 1_000, (System.nanoTime() - begun) / 1_000_000);
    }

    private static void time(Path directory, String name, long items) throws Exception {
        long begun = System.nanoTime();
        try (ItemFiles files = open(directory)) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            if (files.counts()[0] != items || files.set().size() != items) {
                throw new IllegalStateException("came back: " + files.counts()[0] + " and " + files.set().size());
            }
            System.out.printf("| %s | %,d |%n", name, millis);
            files.set().close();
        }
        System.gc();
    }
}
