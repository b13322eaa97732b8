package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flight recording is whole however the run ends, and gives no secret away. */
class ProfileIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void isWrittenAtASignalAndHoldsNoSecret(Setup setup) throws Exception {
        Path recording = directory.resolve("run.jfr");
        try (JunretsuProcess server = JunretsuProcess.start(
                setup,
                Map.of("JUNRETSU_ADMIN_TOKEN", "of-the-environment"),
                "serve",
                "--udp=127.0.0.1:0",
                "--http=off",
                "--data=" + directory.resolve("data"),
                "--webhook=http://of-the-command-line@127.0.0.1:1/",
                "--profile=" + recording)) {
            server.awaitReady();

            assertThat(server.terminate()).isZero();
            assertThat(server.stdout()).contains("flushed");
        }
        String bytes = new String(Files.readAllBytes(recording), StandardCharsets.ISO_8859_1);
        assertThat(bytes).startsWith("FLR").contains("junretsu").hasSizeGreaterThan(10_000);
        for (String secret : new String[] {"of-the-environment", "of-the-command-line"}) {
            assertThat(bytes.contains(secret)).as(secret).isFalse();
        }
    }
}
