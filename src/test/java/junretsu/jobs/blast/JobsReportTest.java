package junretsu.jobs.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import junretsu.load.ScheduleLag;
import junretsu.load.TimeLine;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;

class JobsReportTest {
    private static final long MS = 1_000_000;

    /** Two jobs, of which the last was accepted after 101 ms and done after 150. */
    private static JobsReport report(String... flags) {
        LoadCounts counts = new LoadCounts();
        counts.sent = 2;
        counts.accepted = 2;
        counts.acceptedNanos = 101 * MS;
        counts.endedNanos = 150 * MS;
        return new JobsReport(
                JobsBlastConfig.from(FlagSettings.of(flags)),
                counts,
                null,
                new ScheduleLag(),
                new TimeLine(),
                0,
                false,
                List.of());
    }

    @Test
    void aRateIsNotHigherThanItWasAskedFor() {
        JobsReport report = report("rate", "10", "count", "2");

        assertThat(report.postsPerSecond()).isEqualTo(10);
        assertThat(report.jobsPerSecond()).isEqualTo(10);
    }

    @Test
    void inClosedLoopARateIsThatUntilTheLastOne() {
        assertThat(report("count", "2").jobsPerSecond()).isEqualTo(2 / 0.15);
    }
}
