package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64})
    void quotasAddUpToWhatIsAskedFor(int senders) {
        for (long votes : new long[] {1, 2, 63, 1_000, 1_001, 99_999_999_999L}) {
            for (int payload : new int[] {1, 7, 1_400}) {
                long bytes = IntStream.range(0, senders)
                        .mapToObj(sender -> Quota.of(votes, payload, senders, sender))
                        .mapToLong(quota -> quota.full() * payload + quota.shortBytes())
                        .sum();
                assertThat(bytes).isEqualTo(votes);
            }
        }
    }
}
