package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class CountsTextTest {
    private final CountsText text = new CountsText(256);

    @Test
    void refusesANegativeCountWhichWouldMoveAllOthers() {
        assertThatThrownBy(() -> text.format(Nodes.counts(3, -5, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count 1 is negative: -5");
    }

    @Test
    void leavesTheZerosAtTheEndOut() {
        assertThat(text.format(Nodes.counts(0, 12, 0, 3))).asString().isEqualTo("0 12 0 3");
        assertThat(text.format(new long[256])).isEmpty();
    }

    @Test
    void readsWhatItWrote() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long[] counts = new long[256];
            for (int k = random.nextInt(256); k >= 0; k--) {
                counts[random.nextInt(256)] = random.nextLong() >>> 1 + random.nextInt(63);
            }
            assertThat(text.parse(text.format(counts))).as("seed %d", seed).isEqualTo(counts);
        }
    }

    @Test
    void refusesWhatIsNoCounts() {
        for (String bad : new String[] {"x", "-1", "1 ".repeat(256) + "1"}) {
            assertThatThrownBy(() -> text.parse(bad.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
