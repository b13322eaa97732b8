package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills, full and failing disks, floods and storms: the log has whole lines, each number once, and the counts agree with it. */
class NumbersFaultsIT {
    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void name() {
        log = directory.resolve("numbers.log");
    }

    @Test
    void resumesExactlyAfterAKill() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Set<String> sent = new HashSet<>();
        for (int run = 0; run < 4; run++) {
            try (JunretsuProcess server = serve(Setup.newest(), "--resume")) {
                assertThat(server.count("unique_total")).isEqualTo(lines(log));
                Thread killer = server.killer(log, random.nextInt(400));
                killer.start();
                try (NumberClient client = new NumberClient(server)) {
                    client.flood(random, sent);
                }
                killer.join();
            }
            List<String> lines = linesAfterAKill(log);
            assertThat(new HashSet<>(lines).size()).as("seed %d", seed).isEqualTo(lines.size());
            assertThat(sent.containsAll(lines)).as("seed %d", seed).isTrue();
        }
        assertThat(lines(log)).as("seed %d", seed).isPositive();
    }

    @Test
    void aLogThatTakesNoMoreEndsTheServerWithWholeLines() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.startNumbers(
                List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"), Setup.oldest(), Map.of(), log)) {
            server.awaitReady();
            try (NumberClient client = new NumberClient(server)) {
                for (int i = 0; i < 20_000 && server.isAlive(); i += 1_000) {
                    StringBuilder lines = new StringBuilder();
                    for (int k = 0; k < 1_000; k++) {
                        lines.append(String.format("%09d\n", i + k));
                    }
                    client.trySend(lines.toString());
                }
                assertThat(server.exitCode()).isEqualTo(1);
            }
            assertThat(server.stderr()).contains("cannot write the log " + log);
            List<String> lines = wholeLines(log);
            assertThat(server.reportedUnique()).isEqualTo(lines.size());
            assertThat(lines.size()).isGreaterThan(1_000);
        }
    }

    @Test
    void aDiskThatFailsEndsTheServerWithWholeLines() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
        Files.createFile(log);
        String trace = directory.resolve("trace").toString();
        try (JunretsuProcess server = JunretsuProcess.startNumbers(
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        trace,
                        "-P",
                        log.toString(),
                        "-e",
                        "inject=pwrite64:error=EIO:when=20+"),
                Setup.oldest(),
                Map.of(),
                log)) {
            server.awaitReady();
            try (NumberClient client = new NumberClient(server)) {
                client.flood(new Random(1), new HashSet<>());
            }
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("cannot write the log " + log).contains("Input/output error");
            assertThat(server.reportedUnique())
                    .isEqualTo(wholeLines(log).size())
                    .isPositive();
        }
    }

    @Test
    void saysInASentenceWhatIsUnavailable() {
        try (JunretsuProcess server = serve(Setup.oldest());
                JunretsuProcess second = start(log, "--port", "" + server.tcpPort());
                JunretsuProcess third = start(Path.of("/no/where/numbers.log"))) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("cannot listen at --port").doesNotContain("\tat ");
            assertThat(third.exitCode()).isEqualTo(1);
            assertThat(third.stderr())
                    .contains("cannot write the log /no/where/numbers.log")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void cutsAFloodWithoutALineOffAtTheTenthByte() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                NumberClient client = new NumberClient(server)) {
            client.send("1".repeat(100_000));
            assertThat(client.isClosed()).isTrue();
            assertThat(server.count("rejected")).isEqualTo(1);
        }
    }

    @Test
    void aFullFileSystemEndsTheServerWithWholeLines() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path copy = directory.resolve("copy");
        Path onDisk = disk.resolve("numbers.log");
        List<String> onSmallDisk = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=200k small " + disk + " || exit 77; \"$@\"; rc=$?; cp " + onDisk + " " + copy
                        + "; exit $rc",
                "sh");
        try (JunretsuProcess server = JunretsuProcess.startNumbers(onSmallDisk, Setup.newest(), Map.of(), onDisk)) {
            Waiting.until("the ready line or the end", () -> server.stdout().contains(" ready: ") || !server.isAlive());
            Assumptions.assumeTrue(server.isAlive(), "needs user namespaces");
            try (NumberClient client = new NumberClient(server)) {
                client.flood(new Random(1), new HashSet<>());
            }
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("cannot write the log " + onDisk)
                    .contains("No space left on device");
            assertThat(server.reportedUnique())
                    .isEqualTo(wholeLines(copy).size())
                    .isPositive();
        }
    }

    @Test
    void aStormOfClientsNeverGetsMorePlacesThanThereAre() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest())) {
            List<Thread> storm = new ArrayList<>();
            AtomicLong came = new AtomicLong();
            AtomicLong most = new AtomicLong();
            for (int i = 0; i < 16; i++) {
                int number = i;
                storm.add(new Thread(() -> {
                    for (int k = 0; k < 200; k++) {
                        try (NumberClient client = new NumberClient(server)) {
                            came.incrementAndGet();
                            client.trySend(String.format("%09d\n", number * 1_000 + k));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }));
            }
            storm.forEach(Thread::start);
            for (Thread thread : storm) {
                while (thread.isAlive()) {
                    most.accumulateAndGet(server.count("connections"), Math::max);
                    thread.join(5);
                }
            }
            Waiting.until("all clients", () -> server.count("accepted") + server.count("refused") == came.get());
            Waiting.until("free places", () -> server.count("connections") == 0);
            assertThat(came.get()).isEqualTo(3_200);
            assertThat(most.get()).isLessThanOrEqualTo(5);
            long before = server.count("unique");
            try (NumberClient client = new NumberClient(server)) {
                client.send("999999999\n");
                Waiting.until("its number", () -> server.count("unique") > before);
            }
            assertThat(server.count("unique")).isEqualTo(wholeLines(log).size());
        }
    }

    @Test
    void aFloodDoesNotHoldUpSlowClients() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                NumberClient flooder = new NumberClient(server)) {
            Set<String> flooded = new HashSet<>();
            Thread flood = new Thread(() -> flooder.flood(new Random(1), flooded));
            List<NumberClient> slow = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                slow.add(new NumberClient(server));
            }
            flood.start();
            for (int i = 0; i < 40; i++) {
                slow.get(i % 4).send("00000");
                Waiting.sleep(5);
                slow.get(i % 4).send(String.format("%04d\n", i));
            }
            for (NumberClient client : slow) {
                client.send("the end\n");
                assertThat(client.isClosed()).isTrue();
                client.close();
            }
            try (NumberClient last = new NumberClient(server)) {
                last.send("terminate\n");
                assertThat(server.exitCode()).isZero();
            }
            flood.join();
            List<String> lines = wholeLines(log);
            assertThat(server.reportedUnique()).isEqualTo(lines.size());
            assertThat(lines)
                    .containsAll(IntStream.range(0, 40)
                            .mapToObj(i -> String.format("%09d", i))
                            .toList());
        }
    }

    @Test
    void terminateFromTwoClientsAtOnceEndsItOnce() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                NumberClient a = new NumberClient(server);
                NumberClient b = new NumberClient(server)) {
            a.send("000000001\ntermi");
            b.send("000000002\ntermina");
            Waiting.until("both numbers", () -> server.count("received") == 2);
            a.send("nate\n");
            b.trySend("te\n");
            assertThat(server.exitCode()).isZero();
            assertThat(server.reportedUnique()).isEqualTo(2);
            server.requireQuiet();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "wait"})
    void aShortageOfDescriptorsIsReportedAndPasses(String overLimit) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.startNumbers(
                List.of("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh"),
                Setup.oldest(),
                Map.of(),
                log,
                "--http",
                "off",
                "--connections",
                "200",
                "--over-limit",
                overLimit)) {
            server.awaitReady();
            List<NumberClient> clients = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                clients.add(new NumberClient(server));
            }
            Waiting.until("the sentence", () -> server.stderr().contains("Too many open files"));
            for (NumberClient client : clients) {
                client.close();
            }
            for (int i = 0; i < 10; i++) {
                try (NumberClient client = new NumberClient(server)) {
                    client.send(String.format("%09d\nx\n", i));
                    assertThat(client.isClosed()).isTrue();
                }
            }
            assertThat(server.terminate()).isZero();
            assertThat(wholeLines(log)).hasSize(10);
            assertThat(server.stderr().lines().filter(line -> line.contains("Too many open files")))
                    .hasSizeLessThan(3);
        }
    }

    @Test
    void aHeapTooSmallForTheSetIsReportedInASentence() {
        Map<String, String> smallHeap = Map.of("JDK_JAVA_OPTIONS", "-Xmx128m");
        try (JunretsuProcess server =
                JunretsuProcess.startNumbers(List.of(), Setup.oldest(), smallHeap, log, "--http", "off")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("the set of all numbers needs").doesNotContain("\tat ");
            assertThat(log).doesNotExist();
        }
    }

    @Test
    void aLogInUseIsLeftAsItIs() throws Exception {
        try (JunretsuProcess server = serve(Setup.oldest());
                NumberClient client = new NumberClient(server)) {
            client.send("000000001\n");
            Waiting.until("the number", () -> server.count("received") == 1);
            for (String how : List.of("--no-terminate", "--resume")) {
                try (JunretsuProcess second = start(log, how)) {
                    assertThat(second.exitCode()).isEqualTo(1);
                    assertThat(second.stderr())
                            .contains("is in use by another server")
                            .doesNotContain("\tat ");
                }
            }
            client.send("terminate\n");
            assertThat(server.exitCode()).isZero();
        }
        assertThat(Files.readString(log)).isEqualTo("000000001\n");
    }

    private JunretsuProcess serve(Setup setup, String... flags) {
        return JunretsuProcess.serveNumbers(setup, log, flags);
    }

    /** A server that is to end by itself. */
    private static JunretsuProcess start(Path log, String... flags) {
        return JunretsuProcess.startNumbers(List.of(), Setup.oldest(), Map.of(), log, flags);
    }

    private static long lines(Path log) throws IOException {
        return Files.size(log) / 10;
    }

    /** Without the half line that the kernel may have left at the end. */
    private static List<String> linesAfterAKill(Path log) throws IOException {
        String text = Files.readString(log);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        assertThat(text.length() - whole.length()).isLessThan(10);
        return whole.lines().toList();
    }

    private static List<String> wholeLines(Path log) throws IOException {
        String text = Files.readString(log);
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        List<String> lines = text.lines().toList();
        assertThat(lines.stream().allMatch(line -> line.length() == 9)).isTrue();
        return lines;
    }
}
