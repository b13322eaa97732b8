package junretsu.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CourtesyTest {
    private final Courtesy courtesy = new Courtesy(2);

    private void post(int postings) {
        for (int i = 0; i < postings; i++) {
            courtesy.posted();
        }
    }

    /** All that a worker pauses for when it may do so again and again. */
    private long pauses(int worker) {
        long sum = 0;
        for (long pause; (pause = courtesy.pauseNanos(worker)) > 0; sum += pause) {}
        return sum;
    }

    @Test
    void nobodyPausesForAFewPostings() {
        assertThat(courtesy.pauseNanos(0)).isZero();
        post((int) (Courtesy.SHORTEST_NANOS / Courtesy.POSTING_NANOS) - 1);
        assertThat(courtesy.pauseNanos(0)).isZero();
        courtesy.posted();
        assertThat(courtesy.pauseNanos(0)).isEqualTo(Courtesy.SHORTEST_NANOS);
        assertThat(courtesy.pauseNanos(1)).isZero();
    }

    @Test
    void eachPostingIsPaidOnce() {
        post(50);
        assertThat(pauses(1)).isEqualTo(50 * Courtesy.POSTING_NANOS);
        post(30);
        assertThat(pauses(0)).isEqualTo(30 * Courtesy.POSTING_NANOS);
    }

    @Test
    void onePauseIsShortAndThatOfTheFirstWorkerShortest() {
        post(1_000);
        assertThat(courtesy.pauseNanos(0)).isEqualTo(1_000_000);
        assertThat(courtesy.pauseNanos(1)).isEqualTo(4_000_000);
    }

    @Test
    void aFloodDoesNotKeepTheWorkersPausingAfterwards() {
        post(100_000);
        assertThat(pauses(1)).isLessThanOrEqualTo(3 * Courtesy.LONGEST_NANOS);
    }
}
