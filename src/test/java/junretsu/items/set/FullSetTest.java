package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/** Bounds the memory that a set gets. */
class FullSetTest {
    private final long seed = Seed.draw();
    private long bytesLeft = 8 << 20;
    private final FingerprintSet set = new FingerprintSet(this::allocate);
    private int refusals;

    private ByteBuffer allocate(int bytes) {
        if (bytes > bytesLeft) {
            refusals++;
            throw new OutOfMemoryError("Cannot reserve " + bytes + " bytes of direct buffer memory");
        }
        bytesLeft -= bytes;
        return ByteBuffer.allocateDirect(bytes);
    }

    @Test
    void takesNothingOfACallThatDoesNotFitAndCountsOnExactly() {
        long[] words = new SplittableRandom(seed).longs(2 * 1_000_000).toArray();
        boolean[] isNew = new boolean[1_000_000];
        assertThat(set.addAll(words, 150_000, isNew)).isEqualTo(150_000);

        assertThatThrownBy(() -> set.addAll(words, 1_000_000, isNew))
                .isInstanceOf(SetFullException.class)
                .hasMessageStartingWith("no memory for new items: the set has ")
                .hasMessageContaining("-XX:MaxDirectMemorySize");
        assertThat(refusals).isEqualTo(1);
        assertHolds(words, 150_000);

        assertThat(set.addAll(words, 150_000, isNew)).isZero();
        assertThat(set.removeAll(words, 100_000)).isEqualTo(100_000);
        assertThat(set.addAll(Arrays.copyOfRange(words, 400_000, 600_000), 100_000, isNew))
                .as("seed %d", seed)
                .isEqualTo(100_000);
        bytesLeft = 64 << 20;
        assertThat(set.addAll(words, 1_000_000, isNew)).isEqualTo(850_000);
        assertHolds(words, 1_000_000);
    }

    private void assertHolds(long[] words, int count) {
        assertThat(set.size()).as("seed %d", seed).isEqualTo(count);
        for (int i = 0; i < words.length / 2; i++) {
            if (set.contains(words[2 * i], words[2 * i + 1]) != i < count) {
                throw new AssertionError("fingerprint " + i + ", seed " + seed);
            }
        }
    }
}
