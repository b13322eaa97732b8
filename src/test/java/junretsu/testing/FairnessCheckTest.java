package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.jobs.fair.TurnEnd;
import org.junit.jupiter.api.Test;

class FairnessCheckTest {
    private static final long SLICE = 50_000_000;
    private static final int ANN = 0;
    private static final int BOB = 1;

    private final FairnessCheck check = new FairnessCheck(new FairnessCheck.Setting(1, 1, SLICE, 0, 1_000));
    private long now;

    private void slice(int caller, long job, TurnEnd outcome) {
        check.begin(now, 0, caller, job);
        now += SLICE;
        check.end(now, 0, SLICE, outcome);
    }

    @Test
    void findsNothingWhenTwoCallersTakeTurns() {
        for (int job = 0; job < 40; job++) {
            check.ready(now, job % 2, job, 0);
        }
        for (int job = 0; job < 40; job++) {
            slice(job % 2, job, TurnEnd.DONE);
        }
        assertThat(check.violations()).isEmpty();
    }

    @Test
    void findsACallerThatWaitsForTwoSlicesOfAnother() {
        check.ready(now, ANN, 1, 0);
        check.begin(now, 0, ANN, 1);
        check.ready(now, BOB, 2, 0);
        now += SLICE;
        check.end(now, 0, SLICE, TurnEnd.SUSPENDED);
        slice(ANN, 1, TurnEnd.SUSPENDED);
        slice(ANN, 1, TurnEnd.DONE);
        slice(BOB, 2, TurnEnd.DONE);
        assertThat(check.violations())
                .singleElement()
                .asString()
                .startsWith("caller 1 waited for 150.0 ms from 0.0 ms");
    }

    @Test
    void findsSharesThatDriftApart() {
        for (int job = 0; job < 60; job++) {
            check.ready(now, job % 2, job, 0);
        }
        for (int job = 0; job < 40; job += 2) {
            slice(ANN, job, TurnEnd.DONE);
            if (job % 4 == 0) {
                slice(BOB, job / 2 + 1, TurnEnd.DONE);
            }
        }
        assertThat(check.violations())
                .anyMatch(sentence -> sentence.startsWith("the shares of callers 0 and 1 drifted"));
    }

    @Test
    void findsAWorkerThatIsIdleWhileAJobIsReady() {
        check.ready(now, ANN, 1, 0);
        now += 1_001;
        slice(ANN, 1, TurnEnd.DONE);
        assertThat(check.violations()).singleElement().asString().startsWith("a worker was idle for 0.001 ms");
    }

    @Test
    void findsAJobThatIsLostAndOneThatRunsTwice() {
        check.ready(now, ANN, 1, 0);
        check.ready(now, ANN, 2, 0);
        slice(ANN, 1, TurnEnd.DONE);
        slice(ANN, 1, TurnEnd.DONE);
        assertThat(check.violations()).contains("job 1 began while it was ENDED", "job 2 is FRESH at the end");
    }

    @Test
    void findsJobsOutOfTheirOrder() {
        check.ready(now, ANN, 1, 0);
        check.ready(now, ANN, 2, 0);
        check.ready(now, ANN, 3, 5);
        slice(ANN, 2, TurnEnd.DONE);
        slice(ANN, 1, TurnEnd.DONE);
        slice(ANN, 3, TurnEnd.DONE);
        assertThat(check.violations())
                .contains("job 2 began before one of priority 5", "job 1 began after a later one");
    }

    @Test
    void findsATurnWithoutASeat() {
        check.ready(now, ANN, 1, 0);
        check.ready(now, ANN, 2, 0);
        slice(ANN, 1, TurnEnd.NEEDS_SEAT);
        slice(ANN, 1, TurnEnd.SUSPENDED);
        slice(ANN, 2, TurnEnd.NEEDS_SEAT);
        slice(ANN, 2, TurnEnd.DONE);
        slice(ANN, 1, TurnEnd.DONE);
        assertThat(check.violations()).contains("job 2 began without a seat");
    }
}
