package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system that forbids io_uring, as many a seccomp profile does; played by strace, which answers in the kernel's place. */
class UringForbiddenIT {
    @TempDir
    Path data;

    @BeforeEach
    void hasAnEngineToForbid() {
        Assumptions.assumeTrue(Setup.newest().feature() >= 22, "needs Java 22");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
    }

    @ParameterizedTest
    @CsvSource({"EPERM,Operation not permitted", "ENOSYS,Function not implemented"})
    void autoTakesAnotherAndSaysWhy(String errno, String reason) {
        try (JunretsuProcess server = forbidding(errno, "--engine", "auto")) {
            server.awaitReady();
            assertThat(server.stdout())
                    .contains("engine mmsg")
                    .contains("(bpf: ")
                    .contains("; uring: io_uring_setup: " + reason + ")");
            assertThat(server.get("/metrics").body()).contains("; uring: io_uring_setup: " + reason + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"EPERM,Operation not permitted", "ENOSYS,Function not implemented"})
    void askedForByNameIsRefusedWithASentence(String errno, String reason) {
        try (JunretsuProcess server = forbidding(errno, "--engine", "uring")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .isEqualTo("junretsu: --engine: uring does not work here: io_uring_setup: " + reason + "\n");
        }
    }

    @Test
    void aServerThatCannotGetItsReceiversBuffersSaysSoAndEnds() {
        // The first two calls are the probe's.
        try (JunretsuProcess server = failing("io_uring_register", "ENOMEM:when=3+", "--engine", "uring")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stdout()).isEmpty();
            assertThat(server.stderr())
                    .isEqualTo("junretsu: cannot listen at --udp 127.0.0.1:0: io_uring_register a buffer ring:"
                            + " Cannot allocate memory\n");
        }
    }

    private JunretsuProcess forbidding(String errno, String... flags) {
        return failing("io_uring_setup", errno, flags);
    }

    private JunretsuProcess failing(String call, String error, String... flags) {
        List<String> strace = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                data.resolve("trace").toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":error=" + error);
        List<String> words = new java.util.ArrayList<>(
                List.of("serve", "--udp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--data", data.toString()));
        words.addAll(List.of("--bpffs", data.toString()));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(strace, Setup.newest(), Map.of(), words.toArray(String[]::new));
    }
}
