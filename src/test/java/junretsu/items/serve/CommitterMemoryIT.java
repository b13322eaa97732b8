package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.items.log.ItemFiles;
import junretsu.testing.OwnJvm;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits in a JVM whose memory outside of its heap has room for the set, but not for a frame, or for a snapshot. */
class CommitterMemoryIT {
    private static final int IDS = 20_000;

    /** More than so many IDs take in the log, and less than twice as many. */
    private static final long SNAPSHOT_BYTES = 900_000;

    @TempDir
    Path data;

    /** Runs one of the methods below, by its word. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("frame")) {
            commitLargeGroup(Path.of(args[1]));
        } else {
            commitWithoutMemory(Path.of(args[1]));
        }
    }

    /** Posts an item, then a group whose frame is too large, and closes as a server does. */
    private static void commitLargeGroup(Path directory) throws Exception {
        try (CommittingNode node = new CommittingNode(open(directory))) {
            System.out.println(node.post("t", "first"));
            System.out.println(node.post("t", largeGroup()));
            node.thread.join(60_000);
            System.out.println(node.thread.death());
        }
    }

    /** Posts, uses up the memory, posts until a snapshot is due, and again. */
    private static void commitWithoutMemory(Path directory) throws Exception {
        List<ByteBuffer> held = new ArrayList<>();
        try (CommittingNode node = new CommittingNode(open(directory), SNAPSHOT_BYTES)) {
            System.out.println(node.post("t", ids(0)));
            hold(held, 1 << 20);
            hold(held, 1 << 14);
            System.out.println(node.post("t", ids(IDS)));
            Waiting.until("the snapshot", () -> !node.log.isEmpty() || node.thread.death() != null);
            System.out.println(node.log + " " + node.thread.death());
            System.out.println(node.post("t", ids(0)));
        }
        System.out.println(held.size() > 1);
    }

    private static void hold(List<ByteBuffer> held, int bytes) {
        try {
            while (true) {
                held.add(ByteBuffer.allocateDirect(bytes));
            }
        } catch (OutOfMemoryError e) {
            System.out.println("used up");
        }
    }

    private static String ids(int from) {
        return IntStream.range(from, from + IDS)
                .mapToObj(i -> "id-" + (10_000 + i))
                .collect(Collectors.joining("\n"));
    }

    private static ItemFiles open(Path directory) throws Exception {
        return ItemFiles.open(directory, true, null, System.out::println, Clock.SYSTEM);
    }

    private static String largeGroup() {
        String tail = "x".repeat(500);
        return IntStream.range(0, 60_000).mapToObj(i -> i + tail).collect(Collectors.joining("\n"));
    }

    private String run(String method) throws Exception {
        return OwnJvm.run(
                List.of("-Xmx512m", "-XX:MaxDirectMemorySize=24m"), CommitterMemoryIT.class, method, data.toString());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aGroupThatAnErrorEndsHalfWayIsNeitherInTheLogNorInTheNextStartsSet() throws Exception {
        assertThat(run("frame")).matches("(?s)1\na group failed half way, .*\njava.lang.OutOfMemoryError: .*\n");
        try (CommittingNode node = new CommittingNode(open(data))) {
            assertThat(Arrays.stream(node.files.counts()).sum()).isEqualTo(1);
            assertThat(node.files.set().size()).isEqualTo(1);
            assertThat(node.post("t", "first\n" + largeGroup())).isEqualTo("60000");
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aSnapshotThatThereIsNoMemoryForFailsAndTheCommitterGoesOn() throws Exception {
        assertThat(run("snapshot"))
                .matches("20000\nused up\nused up\n20000\n"
                        + "\\[writing a snapshot: no memory for a snapshot: .*\\] null\n0\ntrue\n");
        try (CommittingNode node = new CommittingNode(open(data))) {
            assertThat(node.files.counts()).containsExactly(2 * IDS);
        }
    }
}
