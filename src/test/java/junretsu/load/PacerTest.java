package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {

    @Test
    void oneSenderIsDueEachInterval() {
        Pacer pace = new Pacer(1_000, 1, 0);

        assertThat(pace.due(-1)).isZero();
        assertThat(pace.due(0)).isEqualTo(1);
        assertThat(pace.due(999_999)).isEqualTo(1);
        assertThat(pace.due(1_000_000)).isEqualTo(2);
        assertThat(pace.due(3_600_000_000_000L)).isEqualTo(3_600_001);
        assertThat(pace.dueNanos(2)).isEqualTo(2_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void sendersTakeTurnsSoThatTheRateIsThatOfAll(int senders) {
        Random random = new Random(senders);
        for (int i = 0; i < 100; i++) {
            long elapsed = random.nextLong(10_000_000_000L);
            long due = IntStream.range(0, senders)
                    .mapToLong(sender -> new Pacer(123_456, senders, sender).due(elapsed))
                    .sum();

            assertThat(due)
                    .as("after %d ns", elapsed)
                    .isBetween((long) (elapsed * 123_456e-9), (long) (elapsed * 123_456e-9) + 2);
        }
    }

    @Test
    void aDatagramIsDueWhenItsTimeHasCome() {
        Pacer pace = new Pacer(333_333, 3, 2);
        for (long datagram = 0; datagram < 10_000; datagram++) {
            assertThat(pace.due(pace.dueNanos(datagram) - 2)).isLessThanOrEqualTo(datagram);
            assertThat(pace.due(pace.dueNanos(datagram) + 2)).isEqualTo(datagram + 1);
        }
    }
}
