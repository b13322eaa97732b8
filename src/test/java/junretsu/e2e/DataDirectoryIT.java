package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.SmallDisk;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node's files that were cut, put back, taken away or cannot be written. */
class DataDirectoryIT {
    private static final String TOKEN = "open sesame, and open wide";

    @TempDir
    Path data;

    @Test
    void startsOnceThereIsRoomAfterADiskThatWasFullAtTheFirstStart() throws Exception {
        Path disk = Files.createDirectories(data.resolve("disk"));
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=340k", "tmpfs", disk), "needs to mount");
        try {
            try (JunretsuProcess server = start(List.of(), disk.resolve("data"), "--crowd", "off")) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.requireQuiet().stderr())
                        .isEqualTo("junretsu: cannot open the history " + disk.resolve("data/history")
                                + ": No space left on device\n");
            }
            assertThat(run("mount", "-o", "remount,size=4m", disk)).isTrue();
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), disk.resolve("data"))) {
                assertThat(server.terminate()).isZero();
            }
        } finally {
            run("umount", disk);
        }
    }

    @Test
    void aServerThatWasKilledStartsAgainOnAFullDisk() throws Exception {
        Path inside = data.resolve("disk/data");
        try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), "8m")) {
            try (JunretsuProcess server = start(disk.wrapper(), inside, "--admin-token", TOKEN)) {
                server.awaitReady();
                assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"song-2\"}")
                                .statusCode())
                        .isEqualTo(201);
                vote(server, 3, 100);
                disk.fill();
                server.kill();
            }
            try (JunretsuProcess server = start(disk.wrapper(), inside)) {
                server.awaitReady();
                assertThat(server.counts()).containsEntry("event", "song-2").containsEntry("total", 100L);
                vote(server, 3, 5);
                assertThat(server.terminate()).isZero();
            }
        }
    }

    @Test
    void aSecondServerIsRefusedAlsoWhenTheLockFileWasRemoved() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            Files.delete(data.resolve("lock"));
            assertRefused("the data directory " + data + " is in use by another server; stop that one");
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void countersOfAnotherServiceAreRefused() throws Exception {
        Path numbers = data.resolve("numbers");
        try (JunretsuProcess server = JunretsuProcess.serveNumbers(
                Setup.oldest(),
                data.resolve("numbers.log"),
                "--redis",
                "redis://127.0.0.1:1",
                "--drain",
                "1ms",
                "--data",
                numbers.toString())) {
            server.terminate();
        }
        try (JunretsuProcess server = start(List.of(), numbers, "--event", "numbers")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .isEqualTo("junretsu: " + numbers.resolve("counters")
                            + " counts numbers, not votes; give another --data directory\n");
        }
    }

    @Test
    void aHeaderOfNonsenseWithARightChecksumIsRefusedInASentence() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            assertThat(server.terminate()).isZero();
        }
        byte[] bytes = Files.readAllBytes(data.resolve("counters"));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -5);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 4092);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4092, (int) crc.getValue());
        Files.write(data.resolve("counters"), bytes);
        assertRefused(data.resolve("counters") + " is damaged: its header has a name of -5 bytes");
    }

    @Test
    void countersOlderThanTheRoundsAreRaisedAndReported() throws Exception {
        byte[] older;
        try (JunretsuProcess server = serve()) {
            vote(server, 0, 100);
            older = Files.readAllBytes(data.resolve("counters"));
            vote(server, 0, 900);
            vote(server, 2, 50);
            assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"song-2\"}")
                            .statusCode())
                    .isEqualTo(201);
            vote(server, 2, 5);
            server.kill();
        }
        Files.write(data.resolve("counters"), older);
        try (JunretsuProcess server = serve()) {
            assertThat(server.stderr())
                    .endsWith(" notice: the counter file was older than the rounds: 950 votes that it lacked were put"
                            + " back\n");
            vote(server, 4, 7);
            assertThat(server.counts())
                    .containsEntry("event", "song-2")
                    .containsEntry("total", 7L)
                    .containsEntry("buttons", Map.of("4", 7L));
        }
    }

    @Test
    void roundsOfOtherCountersAreRefused() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            assertThat(server.terminate()).isZero();
        }
        Files.delete(data.resolve("counters"));
        assertRefused(data.resolve("rounds") + " divides the counts of another counter file");
    }

    @Test
    void theClosingReportIsPrintedAlsoWhenTheDiskFails() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
        List<String> strace = new ArrayList<>(List.of("strace", "-D", "-f", "-qq", "-e", "trace=msync", "-o"));
        strace.addAll(List.of(data.resolve("trace").toString(), "-e", "inject=msync:error=EIO"));
        try (JunretsuProcess server = start(strace, data.resolve("data"), "--admin-token", TOKEN)) {
            server.awaitReady();
            vote(server, 1, 10);
            assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"song-2\"}")
                            .statusCode())
                    .as("a round that cannot be recorded")
                    .isEqualTo(500);
            assertThat(server.terminate()).isZero();
            assertThat(server.stdout()).contains("stopped after").contains("10 votes");
            assertThat(server.stderr())
                    .contains("closing the data directory: " + data.resolve("data/counters")
                            + " could not be written to the disk: Input/output error")
                    .doesNotContain("\tat ");
        }
        assertThat(Files.readString(data.resolve("data/rounds"))).doesNotContain("song-2");
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void aServerWhoseCounterFileIsCutEndsWithASentence(Setup setup) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data)) {
            vote(server, 1, 10);
            try (FileChannel file = FileChannel.open(data.resolve("counters"), StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains(" error: ").doesNotContain("\tat ");
        }
    }

    private JunretsuProcess serve() {
        return JunretsuProcess.serve(Setup.oldest(), data, "--admin-token", TOKEN);
    }

    private static JunretsuProcess start(List<String> wrapper, Path directory, String... flags) {
        List<String> words = new ArrayList<>(List.of("serve", "--udp", "127.0.0.1:0", "--http", "127.0.0.1:0"));
        words.addAll(List.of("--data", directory.toString(), "--engine", "nio"));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(wrapper, Setup.oldest(), Map.of(), words.toArray(String[]::new));
    }

    private void assertRefused(String sentence) {
        try (JunretsuProcess server = start(List.of(), data)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.requireQuiet().stderr()).startsWith("junretsu: " + sentence);
            assertThat(server.stderr().lines()).hasSize(1);
            assertThat(server.stdout()).isEmpty();
        }
    }

    private static void vote(JunretsuProcess server, int button, int votes) {
        long before = server.count("total");
        try (VoteSender sender = VoteSender.to(server)) {
            for (int i = 0; i < votes; i++) {
                sender.send((byte) button);
            }
        }
        Waiting.until("the votes", () -> server.count("total") == before + votes);
    }

    private static boolean run(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
