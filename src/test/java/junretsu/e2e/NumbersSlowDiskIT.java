package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk whose writes take seconds, or never end: strace holds each write of the log up, as a network disk does that hangs. */
class NumbersSlowDiskIT {
    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void name() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
        log = Files.createFile(directory.resolve("numbers.log"));
    }

    @Test
    void aClientWhoseLinesWaitForTheDiskIsNotIdle() throws Exception {
        try (JunretsuProcess server = start("pwrite64", 700_000, "--idle", "300ms");
                NumberClient client = new NumberClient(server)) {
            for (int i = 0; i < 4; i++) {
                client.send(String.format("%09d\n", i));
                Waiting.sleep(150);
            }
            Waiting.until("all numbers", () -> server.count("received") == 4);
            assertThat(client.isClosed()).isTrue();
            assertThat(Files.readString(log)).isEqualTo("000000000\n000000001\n000000002\n000000003\n");
        }
    }

    @Test
    void aDiskThatHangsHoldsTheEndUpNoLongerThanAllowed() throws Exception {
        try (JunretsuProcess server = start("pwrite64", 3_600_000_000L, "--connections", "8", "--drain", "1s")) {
            List<NumberClient> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(new NumberClient(server));
                clients.get(i).send(String.format("%09d\n", i));
            }
            Waiting.until("the clients' bytes", () -> server.count("bytes") == 80);
            assertThat(terminate(server)).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("8 clients' last lines")
                    .contains(log.toString())
                    .doesNotContain("\tat ");
            assertThat(server.stdout()).contains("0 numbers = 0 unique + 0 duplicates");
            for (NumberClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aDiskThatHangsWhenTheLogIsClosedHoldsTheEndUpNoLonger() throws Exception {
        try (JunretsuProcess server = start("close", 3_600_000_000L, "--drain", "1s");
                NumberClient client = new NumberClient(server)) {
            client.send("000000001\n");
            Waiting.until("the number", () -> server.count("received") == 1);
            assertThat(terminate(server)).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("the disk still blocked the log " + log)
                    .doesNotContain("\tat ");
            assertThat(Files.readString(log)).isEqualTo("000000001\n");
        }
    }

    /** Asks it to end. Its process cannot go before strace, which holds the thread in the call, lets it. @return its exit code */
    private static int terminate(JunretsuProcess server) {
        server.signal("TERM");
        Waiting.until("the end", () -> status(server, "State").startsWith("Z"));
        ProcessHandle.of(Long.parseLong(status(server, "TracerPid"))).ifPresent(ProcessHandle::destroyForcibly);
        return server.exitCode();
    }

    private static String status(JunretsuProcess server, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .findFirst()
                    .orElseThrow()
                    .substring(field.length() + 1)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param call of the log's file that the disk holds up */
    private JunretsuProcess start(String call, long delayMicros, String... flags) {
        List<String> strace = List.of(
                "strace",
                "-D",
                "-f",
                "-qq",
                "-o",
                directory.resolve("trace").toString(),
                "-P",
                log.toString(),
                "-e",
                "inject=" + call + ":delay_enter=" + delayMicros);
        JunretsuProcess server = JunretsuProcess.startNumbers(strace, Setup.oldest(), Map.of(), log, flags);
        server.awaitReady();
        return server;
    }
}
