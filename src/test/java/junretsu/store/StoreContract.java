package junretsu.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every store promises. */
public abstract class StoreContract {

    /** A store of an event that nobody counted before. */
    protected abstract Store open();

    @Test
    void repliesWithTheTotalsOfTheEvent() {
        try (Store store = open()) {
            EventTotals totals = applied(store.flush(counts(3, 0, 5)));

            assertThat(totals.total()).isEqualTo(8);
            assertThat(totals.buttons()).isEqualTo(counts(3, 0, 5));
        }
    }

    @Test
    void takesCountsThatAreAllZero() {
        try (Store store = open()) {
            assertThat(applied(store.flush(counts())).total()).isZero();
            assertThat(applied(store.flush(counts(1))).total()).isEqualTo(1);
        }
    }

    @Test
    void isNotChangedByTheSameCountsAgain() {
        try (Store store = open()) {
            for (int i = 0; i < 10; i++) {
                assertThat(applied(store.flush(counts(7, 1))).total()).isEqualTo(8);
            }
        }
    }

    @Test
    void keepsCountsBeyondThirtyTwoBitsExactly() {
        long[] counts = new long[256];
        java.util.Arrays.fill(counts, 30_000_000_000_001L);
        try (Store store = open()) {
            EventTotals totals = applied(store.flush(counts));

            assertThat(totals.buttons()).isEqualTo(counts);
            assertThat(totals.total()).isEqualTo(256 * 30_000_000_000_001L);
        }
    }

    @Test
    void doesNotKeepTheArrayThatItWasHanded() {
        try (Store store = open()) {
            long[] counts = counts(1);
            EventTotals totals = applied(store.flush(counts));
            counts[0] = 99;

            assertThat(totals.buttons()[0]).isEqualTo(1);
        }
    }

    @Test
    void mayBeClosedWithoutEverHavingBeenUsedAndTwice() {
        Store store = open();
        store.close();
        store.close();
        assertThat(store.kind()).isNotEmpty();
        assertThat(store.location()).isNotEmpty();
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
