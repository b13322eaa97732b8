package junretsu.items.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.items.log.ItemFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits in a JVM whose memory outside of its heap has room for the set, but not for a frame. */
class CommitterMemoryIT {
    @TempDir
    Path data;

    /** Posts an item, then a group whose frame is too large, and closes as a server does. */
    public static void main(String[] args) throws Exception {
        try (CommittingNode node = new CommittingNode(open(Path.of(args[0])))) {
            System.out.println(node.post("t", "first"));
            System.out.println(node.post("t", largeGroup()));
            node.thread.join(60_000);
            System.out.println(node.thread.death());
        }
    }

    private static ItemFiles open(Path directory) throws Exception {
        return ItemFiles.open(directory, true, null, System.out::println, Clock.SYSTEM);
    }

    private static String largeGroup() {
        String tail = "x".repeat(500);
        return IntStream.range(0, 60_000).mapToObj(i -> i + tail).collect(Collectors.joining("\n"));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aGroupThatAnErrorEndsHalfWayIsNeitherInTheLogNorInTheNextStartsSet() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:MaxDirectMemorySize=24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommitterMemoryIT.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        assertThat(output).matches("(?s)1\na group failed half way, .*\njava.lang.OutOfMemoryError: .*\n");
        try (CommittingNode node = new CommittingNode(open(data))) {
            assertThat(Arrays.stream(node.files.counts()).sum()).isEqualTo(1);
            assertThat(node.files.set().size()).isEqualTo(1);
            assertThat(node.post("t", "first\n" + largeGroup())).isEqualTo("60000");
        }
    }
}
