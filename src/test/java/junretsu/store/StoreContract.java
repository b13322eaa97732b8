package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises. */
public abstract class StoreContract {

    /** What the event of every store has. */
    protected static final List<Milestone> MILESTONES = List.of(
            new Milestone(10, "confetti"), new Milestone(20, "gold"), new Milestone(1_000_000_000_000L, "flash"));

    /** What opens the stores under test; closed by the test. */
    protected abstract StoreFactory factory();

    /** Opens the store of an event that nobody counted before, with these milestones, for the node {@code a}. */
    private Store open(StoreFactory stores) {
        return stores.open("e", "a", CountNames.BUTTONS, () -> MILESTONES);
    }

    @Test
    void repliesWithTheTotalsOfTheEvent() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            EventTotals totals = applied(store.flush(counts(3, 0, 5), List.of()));

            assertThat(totals.total()).isEqualTo(8);
            assertThat(totals.counts()).isEqualTo(counts(3, 0, 5));
        }
    }

    @Test
    void takesCountsThatAreAllZero() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            assertThat(applied(store.flush(counts(), List.of())).total()).isZero();
            assertThat(applied(store.flush(counts(1), List.of())).total()).isEqualTo(1);
        }
    }

    @Test
    void isNotChangedByTheSameCountsAgain() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            for (int i = 0; i < 10; i++) {
                assertThat(applied(store.flush(counts(7, 1), List.of())).total())
                        .isEqualTo(8);
            }
        }
    }

    @Test
    void keepsCountsBeyondThirtyTwoBitsExactly() {
        long[] counts = new long[256];
        java.util.Arrays.fill(counts, 30_000_000_000_001L);
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            EventTotals totals = applied(store.flush(counts, List.of()));

            assertThat(totals.counts()).isEqualTo(counts);
            assertThat(totals.total()).isEqualTo(256 * 30_000_000_000_001L);
        }
    }

    @Test
    void doesNotKeepTheArrayThatItWasHanded() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            long[] counts = counts(1);
            EventTotals totals = applied(store.flush(counts, List.of()));
            counts[0] = 99;

            assertThat(totals.counts()[0]).isEqualTo(1);
        }
    }

    @Test
    void decidesOnceWhenTheTotalPassesAMilestone() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            assertThat(reached(store.flush(counts(9), List.of()))).isEmpty();
            List<MilestonePassed> first = reached(store.flush(counts(9, 1), List.of()));
            assertThat(first).hasSize(1);
            assertThat(first.get(0).total()).isEqualTo(10);
            assertThat(first.get(0).nodeId()).isEqualTo("a");
            assertThat(first.get(0).passedAtMs()).isCloseTo(System.currentTimeMillis(), within(60_000L));
            assertThat(reached(store.flush(counts(9, 2), first))).isEqualTo(first);
        }
    }

    @Test
    void passesSeveralMilestonesInOneFlushTheLowestFirst() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            assertThat(reached(store.flush(counts(0, 25), List.of())))
                    .extracting(MilestonePassed::total)
                    .containsExactly(10L, 20L);
        }
    }

    @Test
    void takesTheWordOfANodeThatAMilestoneWasPassed() {
        MilestonePassed known = new MilestonePassed(10, 1_700_000_000_000L, "b");
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            assertThat(reached(store.flush(counts(15), List.of(known)))).containsExactly(known);
        }
    }

    @Test
    void mayBeClosedWithoutEverHavingBeenUsedAndTwice() {
        try (StoreFactory stores = factory()) {
            Store store = open(stores);
            store.close();
            store.close();
            assertThat(stores.kind()).isNotEmpty();
            assertThat(stores.location()).isNotEmpty();
        }
    }

    @Test
    void namesTheEventThatTheTotalsAreOf() {
        try (StoreFactory stores = factory();
                Store store = open(stores)) {
            assertThat(applied(store.flush(counts(1), List.of())).event()).isEqualTo("e");
        }
    }

    @Test
    void keepsTheEventsOfAProcessApart() {
        try (StoreFactory stores = factory();
                Store one = open(stores);
                Store other = stores.open("e2", "a", CountNames.BUTTONS, List::of)) {
            assertThat(applied(one.flush(counts(5), List.of())).total()).isEqualTo(5);
            assertThat(applied(other.flush(counts(0, 7), List.of())).total()).isEqualTo(7);
            assertThat(applied(one.flush(counts(6), List.of())).counts()).isEqualTo(counts(6));
        }
    }

    private static List<MilestonePassed> reached(FlushOutcome outcome) {
        assertThat(outcome).isInstanceOf(FlushOutcome.Applied.class);
        return ((FlushOutcome.Applied) outcome).reached();
    }

    protected static EventTotals applied(FlushOutcome outcome) {
        assertThat(outcome).isInstanceOf(FlushOutcome.Applied.class);
        return ((FlushOutcome.Applied) outcome).totals();
    }

    /** Votes of the first buttons, none of the others. */
    protected static long[] counts(long... first) {
        return java.util.Arrays.copyOf(first, 256);
    }
}
