package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers as a program sees them that shares no line with this one. */
class UsersLineCheckIT {
    private static final int IN_EACH_BUILD = 20_000;
    private static final int IN_SOAK = 10_000_000;
    private static final long MINUTES_MAX = 60;

    @TempDir
    Path data;

    @Test
    void eachPipelinedAnswerIsTheOneThatItsRequestHasToHave() throws Exception {
        try (JunretsuProcess seed =
                JunretsuProcess.start(Setup.oldest(), "users", "seed", "1k", "--data", data.toString())) {
            assertThat(seed.exitCode()).as(seed.stderr()).isZero();
        }
        try (JunretsuProcess server =
                JunretsuProcess.serveUsers(Setup.newest(), data, "--seed-users", "--upgrade-seed", "off")) {
            Process check = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "bench/java/LineCheck.java",
                            "127.0.0.1:" + server.tcpPort(),
                            Integer.toString(Soak.rounds(IN_EACH_BUILD, IN_SOAK)),
                            "8",
                            "100",
                            Long.toString(Seed.draw()))
                    .redirectErrorStream(true)
                    .start();
            try {
                String report = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(check.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
                assertThat(check.exitValue()).as(report).isZero();
            } finally {
                check.destroyForcibly();
            }
        }
    }
}
