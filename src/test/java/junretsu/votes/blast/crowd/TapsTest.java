package junretsu.votes.blast.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/** The messages of a voter beside two plain queues. */
class TapsTest {
    private final long seed = Seed.draw();

    @Test
    void keepsTheOrderOfWhatIsTappedSentAndAcknowledged() {
        Random random = new Random(seed);
        Taps taps = new Taps();
        ArrayDeque<Long> waiting = new ArrayDeque<>();
        ArrayDeque<Long> sent = new ArrayDeque<>();
        long removed = 0;
        for (long tap = 0; tap < 10_000; ) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    taps.add(7 * tap, tap);
                    waiting.add(tap++);
                }
                case 1 -> {
                    if (!waiting.isEmpty()) {
                        assertThat(taps.nextNumber()).isEqualTo(1 + waiting.peek());
                        sent.add(waiting.remove());
                        assertThat(taps.send()).isEqualTo(sent.peekLast());
                    }
                }
                default -> {
                    if (!sent.isEmpty()) {
                        assertThat(taps.firstBatch()).isEqualTo(sent.peek());
                        assertThat(taps.firstPlannedNanos()).isEqualTo(7 * sent.remove());
                        taps.removeFirst();
                        removed++;
                    }
                }
            }
            assertThat(taps.size()).as(Seed.flag(seed)).isEqualTo(waiting.size() + sent.size());
            assertThat(taps.sent()).isEqualTo(sent.size());
            assertThat(taps.firstNumber()).isEqualTo(1 + removed);
        }
    }
}
