package junretsu.users.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import junretsu.load.Conclusion;
import junretsu.load.ScheduleLag;
import junretsu.load.TimeLine;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;

class UsersReportTest {
    private final LoadCounts counts = new LoadCounts();

    @Test
    void aStopBetweenTwoWaysToLogInIsAnInterruption() {
        right(10);

        assertThat(Conclusion.of(report(1, List.of(), "login", "password,scram"))
                        .grade())
                .isEqualTo(Conclusion.Grade.INTERRUPTED);
        assertThat(Conclusion.of(report(2, List.of(), "login", "password,scram"))
                        .grade())
                .isEqualTo(Conclusion.Grade.DONE);
    }

    @Test
    void aFailureThatEndsTheLoadBeforeTheSecondWayIsNoInterruption() {
        right(10);

        assertThat(Conclusion.of(report(1, List.of("a sender failed"), "login", "password,scram")))
                .isEqualTo(new Conclusion(Conclusion.Grade.FAILED, "a sender failed"));
    }

    private void right(long times) {
        for (int i = 0; i < times; i++) {
            counts.of(Operation.LOGIN).sent++;
            counts.ended(Operation.LOGIN, Outcome.OK, "", "", 1_000_000, 1_000);
        }
    }

    private UsersReport report(int stages, List<String> failures, String... namesAndValues) {
        UsersBlastConfig config = UsersBlastConfig.from(FlagSettings.of(namesAndValues));
        StageResult stage = new StageResult(
                LoginWay.PASSWORD,
                config.stage(),
                counts,
                new ScheduleLag(),
                new TimeLine(),
                0,
                1_000_000,
                1_000,
                false,
                null);
        return new UsersReport(config, Collections.nCopies(stages, stage), failures);
    }
}
