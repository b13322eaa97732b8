package junretsu.jobs.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairSchedulerTest {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int ANN = 0;
    private static final int BOB = 1;

    private final FairScheduler scheduler = new FairScheduler(FairMode.CPU, SLICE, 2, 2);
    private final Slice slice = new Slice();
    private final Slice other = new Slice();

    private long take() {
        return scheduler.next(slice) ? slice.job() : -1;
    }

    private long run(long usedNanos, TurnEnd outcome) {
        long job = take();
        scheduler.charge(slice, usedNanos, outcome);
        return job;
    }

    private void flood(FairScheduler of, int caller, int jobs) {
        for (int job = 0; job < jobs; job++) {
            of.ready(caller, caller * 1_000_000L + job, 0);
        }
    }

    @Test
    void givesNothingWhileNothingIsQueued() {
        assertThat(scheduler.next(slice)).isFalse();
        scheduler.ready(ANN, 7, 0);
        assertThat(take()).isEqualTo(7);
        assertThat(slice.caller()).isEqualTo(ANN);
        assertThat(scheduler.next(other)).isFalse();
    }

    @Test
    void theJobsOfACallerGoByPriorityAndThenInTheirOrder() {
        scheduler.ready(ANN, 1, 0);
        scheduler.ready(ANN, 2, 5);
        scheduler.ready(ANN, 3, 0);
        scheduler.ready(ANN, 4, 5);
        scheduler.ready(ANN, 5, 9);
        assertThat(scheduler.position(ANN, 3)).isEqualTo(4);
        assertThat(scheduler.position(ANN, 2)).isEqualTo(1);
        List<Long> order = new ArrayList<>();
        for (long job; (job = take()) >= 0; order.add(job)) {
            scheduler.charge(slice, 1, TurnEnd.DONE);
        }
        assertThat(order).containsExactly(5L, 2L, 4L, 1L, 3L);
    }

    @Test
    void aSuspendedJobIsTheNextOfItsCaller() {
        scheduler.ready(ANN, 1, 3);
        scheduler.ready(ANN, 2, 3);
        run(SLICE, TurnEnd.SUSPENDED);
        assertThat(scheduler.position(ANN, 1)).isZero();
        assertThat(take()).isEqualTo(1);
        assertThat(scheduler.next(other)).isTrue();
        assertThat(other.job()).isEqualTo(2);
    }

    @Test
    void aJobThatLostItsWorkerGoesBeforeTheOthersOnceItIsHandedInAgain() {
        flood(scheduler, ANN, 2);
        assertThat(run(5, TurnEnd.LOST)).isZero();
        assertThat(scheduler.position(ANN, 0)).isEqualTo(-1);
        scheduler.again(ANN, 0, 0);
        assertThat(take()).isZero();
    }

    @Test
    void aCallerWithOneJobWaitsForOneSliceOfAnotherWithAThousand() {
        flood(scheduler, ANN, 1_000);
        for (int i = 0; i < 100; i++) {
            run(SLICE, TurnEnd.SUSPENDED);
        }
        take();
        scheduler.ready(BOB, 5, 0);
        assertThat(scheduler.next(other)).isTrue();
        assertThat(other.job()).isEqualTo(5);
    }

    @Test
    void twoCallersShareTheTimeByTheirWeightsWhateverTheirJobsCost() {
        scheduler.caller(BOB, 3, Integer.MAX_VALUE);
        flood(scheduler, ANN, 1_000);
        flood(scheduler, BOB, 200_000);
        for (int i = 0; i < 20_000; i++) {
            take();
            scheduler.charge(
                    slice,
                    slice.caller() == ANN ? SLICE : SLICE / 100,
                    slice.caller() == ANN ? TurnEnd.SUSPENDED : TurnEnd.DONE);
        }
        assertThat((double) scheduler.usedNanos(BOB) / scheduler.usedNanos(ANN)).isBetween(2.9, 3.1);
    }

    @Test
    void byJobsTheyGetTheSameNumberOfThemWhateverTheyCost() {
        FairScheduler byJobs = new FairScheduler(FairMode.JOBS, SLICE, 1, 1);
        flood(byJobs, ANN, 1_000);
        flood(byJobs, BOB, 1_000);
        int[] done = new int[2];
        for (int i = 1; i <= 2_000; i++) {
            byJobs.next(slice);
            boolean isDone = slice.caller() == BOB || i % 10 == 0;
            byJobs.charge(slice, slice.caller() == BOB ? 1 : SLICE, isDone ? TurnEnd.DONE : TurnEnd.SUSPENDED);
            done[slice.caller()] += isDone ? 1 : 0;
        }
        assertThat(done[ANN]).isGreaterThan(150);
        assertThat(Math.abs(done[ANN] - done[BOB])).isLessThanOrEqualTo(2);
    }

    @Test
    void aCallerThatWasIdleHasNoCreditFromThatTime() {
        scheduler.ready(BOB, 1, 0);
        run(1, TurnEnd.DONE);
        flood(scheduler, ANN, 1_000);
        for (int i = 0; i < 100; i++) {
            run(SLICE, TurnEnd.SUSPENDED);
        }
        flood(scheduler, BOB, 1_000);
        long before = scheduler.usedNanos(ANN);
        for (int i = 0; i < 10; i++) {
            run(SLICE, TurnEnd.SUSPENDED);
        }
        assertThat(scheduler.usedNanos(ANN) - before).isBetween(4 * SLICE, 6 * SLICE);
    }

    @Test
    void aDebtIsNeverLongerThanTenSlicesForEachWorker() {
        flood(scheduler, ANN, 1_000);
        flood(scheduler, BOB, 1_000);
        take();
        scheduler.charge(slice, 1_000 * SLICE, TurnEnd.LOST);
        int waited = 0;
        for (; take() / 1_000_000 == BOB; waited++) {
            scheduler.charge(slice, SLICE, TurnEnd.SUSPENDED);
        }
        assertThat(waited).isBetween(19, 21);
    }

    @Test
    void aLostWorkerIsChargedAWholeSlice() {
        flood(scheduler, ANN, 10);
        flood(scheduler, BOB, 10);
        assertThat(run(1, TurnEnd.LOST)).isZero();
        assertThat(run(SLICE / 2, TurnEnd.DONE)).isEqualTo(1_000_000);
        assertThat(run(SLICE / 2 - 1, TurnEnd.DONE)).isEqualTo(1_000_001);
        assertThat(run(1, TurnEnd.DONE)).isEqualTo(1_000_002);
    }

    @Test
    void aCallerNeverHasMoreRunningThanItsCap() {
        scheduler.caller(ANN, 1, 1);
        flood(scheduler, ANN, 3);
        assertThat(scheduler.next(slice)).isTrue();
        assertThat(scheduler.next(other)).isFalse();
        flood(scheduler, BOB, 1);
        assertThat(scheduler.next(other)).isTrue();
        assertThat(other.caller()).isEqualTo(BOB);
        scheduler.charge(slice, 1, TurnEnd.DONE);
        assertThat(take()).isEqualTo(1);
        scheduler.caller(ANN, 1, 2);
        assertThat(scheduler.next(new Slice())).isTrue();
    }

    @Test
    void aJobWithoutASeatIsPassedOverUntilOneIsFree() {
        flood(scheduler, ANN, 4);
        Slice[] seated = {new Slice(), new Slice()};
        for (Slice seat : seated) {
            run(1, TurnEnd.NEEDS_SEAT);
            assertThat(scheduler.next(seat)).isTrue();
            assertThat(seat.hasSeat()).isTrue();
        }
        assertThat(scheduler.seatsFree()).isZero();
        assertThat(run(1, TurnEnd.NEEDS_SEAT)).isEqualTo(2);
        assertThat(run(1, TurnEnd.DONE)).isEqualTo(3);
        assertThat(take()).isEqualTo(-1);

        scheduler.charge(seated[0], 1, TurnEnd.SUSPENDED);
        assertThat(take()).isZero();
        assertThat(slice.hasSeat()).isTrue();
        assertThat(scheduler.next(other)).isFalse();
        scheduler.charge(slice, 1, TurnEnd.DONE);
        assertThat(take()).isEqualTo(2);
        assertThat(slice.hasSeat()).isTrue();
    }

    @Test
    void aSeatGoesToTheCallerThatHadLeast() {
        flood(scheduler, ANN, 3);
        Slice third = new Slice();
        for (Slice seat : new Slice[] {other, third}) {
            run(SLICE, TurnEnd.NEEDS_SEAT);
            scheduler.next(seat);
        }
        run(SLICE, TurnEnd.NEEDS_SEAT);
        flood(scheduler, BOB, 1);
        run(1, TurnEnd.NEEDS_SEAT);
        scheduler.charge(third, 2 * SLICE, TurnEnd.DONE);
        assertThat(take()).isEqualTo(1_000_000);
    }

    @Test
    void aSuspendedJobThatIsCancelledGivesItsSeatBack() {
        flood(scheduler, ANN, 1);
        run(1, TurnEnd.NEEDS_SEAT);
        run(1, TurnEnd.SUSPENDED);
        assertThat(scheduler.seatsFree()).isEqualTo(1);
        assertThat(scheduler.remove(ANN, 0)).isTrue();
        assertThat(scheduler.remove(ANN, 0)).isFalse();
        assertThat(scheduler.seatsFree()).isEqualTo(2);
        assertThat(scheduler.queued()).isZero();
    }

    @Test
    void anIdleCallerIsForgottenOnceItOwesNothing() {
        flood(scheduler, ANN, 1_000);
        flood(scheduler, BOB, 1);
        run(SLICE, TurnEnd.SUSPENDED);
        assertThat(run(SLICE, TurnEnd.DONE)).isEqualTo(1_000_000);
        assertThat(scheduler.forgotten()).isEqualTo(-1);
        run(SLICE, TurnEnd.SUSPENDED);
        run(SLICE, TurnEnd.SUSPENDED);
        assertThat(scheduler.forgotten()).isEqualTo(BOB);
        assertThat(scheduler.forgotten()).isEqualTo(-1);
        assertThat(scheduler.usedNanos(BOB)).isZero();
    }

    @Test
    void whenNothingIsLeftToDoAllAreForgotten() {
        for (int caller = 0; caller < 100; caller++) {
            flood(scheduler, caller, 1);
        }
        while (take() >= 0) {
            scheduler.charge(slice, slice.job() / 1_000, TurnEnd.DONE);
        }
        List<Integer> forgotten = new ArrayList<>();
        for (int caller; (caller = scheduler.forgotten()) >= 0; forgotten.add(caller)) {}
        assertThat(forgotten).hasSize(100).doesNotHaveDuplicates();
    }

    /** More work than two workers can do, each job of a caller that was never there before. */
    @Test
    void callersThatAreAlwaysNewNeitherStarveAnOldOneNorPileUp() {
        scheduler.ready(ANN, 0, 0);
        run(SLICE, TurnEnd.SUSPENDED);
        int known = 0;
        int ran = 0;
        for (int caller = 1; caller <= 10_000; caller++) {
            flood(scheduler, caller, 1);
            known++;
            if (caller > 50) {
                boolean isAnn = take() == 0;
                scheduler.charge(slice, SLICE / 5, isAnn ? TurnEnd.SUSPENDED : TurnEnd.DONE);
                ran += isAnn ? 1 : 0;
            }
            for (; scheduler.forgotten() >= 0; known--) {}
        }
        assertThat(ran).isGreaterThan(20);
        assertThat(known).isLessThan(500);
    }

    @Test
    void tellsWhoHasMostQueuedAndWhoUsedMost() {
        for (int caller = 0; caller < 20; caller++) {
            flood(scheduler, caller, caller * 7 % 20);
        }
        assertThat(scheduler.topQueued(3)).containsExactly(17, 14, 11);
        assertThat(scheduler.topQueued(0)).isEmpty();
        run(SLICE, TurnEnd.DONE);
        int first = slice.caller();
        run(2 * SLICE, TurnEnd.DONE);
        assertThat(scheduler.topUsed(5)).containsExactly(slice.caller(), first);
        assertThat(scheduler.active()).isEqualTo(19);
    }

    @Test
    void aTurnIsTakenAndChargedOnce() {
        flood(scheduler, ANN, 2);
        scheduler.next(slice);
        assertThatThrownBy(() -> scheduler.next(slice)).isInstanceOf(IllegalStateException.class);
        scheduler.charge(slice, 1, TurnEnd.DONE);
        assertThatThrownBy(() -> scheduler.charge(slice, 1, TurnEnd.DONE)).isInstanceOf(IllegalStateException.class);
    }
}
