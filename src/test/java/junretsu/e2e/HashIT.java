package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar holds all that argon2id needs, on each Java. */
class HashIT {
    /** Of which a hash may have a quarter, so that the largest is tried soon. */
    private static final Map<String, String> SMALL_HEAP = Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m");

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void proposesWhatItHasMeasured(Setup setup) {
        try (JunretsuProcess hash =
                JunretsuProcess.start(setup, SMALL_HEAP, "hash", "--calibrate", "400ms", "--hash-threads", "1")) {
            assertThat(hash.exitCode()).as(hash.stderr()).isZero();
            assertThat(hash.stdout())
                    .containsPattern(" \\d+ MiB +\\d+ +[0-9.]+ ms")
                    .containsPattern("--hash-memory \\d+MiB --hash-passes \\d+ --hash-threads 1\n");
        }
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void saysWhenNothingIsFastEnough(Setup setup) {
        try (JunretsuProcess hash = JunretsuProcess.start(setup, "hash", "--calibrate", "1us")) {
            assertThat(hash.exitCode()).isEqualTo(3);
            assertThat(hash.stdout()).contains("The least that OWASP recommends takes");
        }
    }
}
