package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {
    private static final TenantKey KEY = new TenantKey(new byte[16], 0, -1, "tenant");

    @Test
    void isNewOnceAlsoWithinACall() {
        FingerprintSet set = new FingerprintSet();
        boolean[] isNew = {true, false, true, false, true};
        assertThat(set.addAll(new long[] {1, 2, 1, 3, 1, 2, 4, 2, 0, 0}, 4, isNew))
                .isEqualTo(3);
        assertThat(isNew).containsExactly(true, true, false, true, true);
        assertThat(set.addAll(new long[] {1, 2}, 1, isNew)).isZero();
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.contains(1, 3)).isTrue();
        assertThat(set.contains(4, 3)).isFalse();
        assertThat(set.contains(0, 0)).isFalse();
    }

    @Test
    void takesOutWhatIsThereAndPassesOverTheRest() {
        FingerprintSet set = new FingerprintSet();
        set.addAll(new long[] {1, 2, 1, 3, -1, -1}, 3, new boolean[3]);
        assertThat(set.removeAll(new long[] {1, 2, 0, 0, 7, 7, 1, 2, -1, -1}, 5))
                .isEqualTo(2);
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.contains(1, 3)).isTrue();
        assertThat(set.contains(1, 2)).isFalse();
        assertThat(set.contains(-1, -1)).isFalse();
    }

    @Test
    void takesNothingOfACallWithAnEmptySlotsMark() {
        FingerprintSet set = new FingerprintSet();
        assertThatThrownBy(() -> set.addAll(new long[] {1, 2, 0, 3}, 2, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fingerprint 1 begins with a word that is 0");
        assertThatThrownBy(() -> set.addAll(new long[] {1, 2, 3, 4}, 2, new boolean[1]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(set.size()).isZero();
        assertThat(set.contains(1, 2)).isFalse();
    }

    @Test
    void isSmallWhileItHoldsLittle() {
        FingerprintSet set = new FingerprintSet();
        addRandom(set, new SplittableRandom(1), 3);
        assertThat(set.bytes()).isPositive().isLessThan(1_000_000);
        addRandom(set, new SplittableRandom(2), 10_000);
        assertThat(set.bytes()).isLessThan(6_000_000);
    }

    /** From a million on, the fixed part hardly counts; tables that grew all at once would pass 27. */
    @Test
    void needsTwentySixBytesAnItemOrLess() {
        FingerprintSet set = new FingerprintSet();
        SplittableRandom random = new SplittableRandom(3);
        while (set.size() < 2_500_000) {
            addRandom(set, random, 50_000);
            if (set.size() >= 1_000_000) {
                assertThat((double) set.bytes() / set.size()).isBetween(20.0, 26.0);
            }
        }
    }

    /**
     * Numbered and with a long common beginning: what a sender without the key can choose. Tables have some 1,000 items
     * here, so IDs that crowd make runs as long; random ones make runs of up to 200 or so.
     */
    @Test
    void chosenIdsDoNotCrowd() {
        IntFunction<String> numbered = Integer::toString;
        IntFunction<String> alike = i -> "x".repeat(40) + i + "y".repeat(40);
        for (IntFunction<String> ids : Arrays.asList(numbered, alike)) {
            FingerprintSet set = new FingerprintSet();
            long[] fingerprints = new long[2_000];
            for (int from = 0; from < 1_000_000; from += 1_000) {
                for (int i = 0; i < 1_000; i++) {
                    byte[] id = ids.apply(from + i).getBytes(StandardCharsets.UTF_8);
                    KEY.fingerprint(id, 0, id.length, fingerprints, 2 * i);
                }
                assertThat(set.addAll(fingerprints, 1_000, new boolean[1_000])).isEqualTo(1_000);
            }
            assertThat(set.longestRun()).isBetween(10, 500);
        }
    }

    /** The JVM itself may allocate in one round or another; a single object an item would be seen in each. */
    @Test
    void allocatesNothingOnceGrown() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FingerprintSet set = new FingerprintSet();
        SplittableRandom random = new SplittableRandom(4);
        long[] fingerprints = random.longs(20_000).toArray();
        boolean[] isNew = new boolean[10_000];
        byte[] id = "0123456789-0123456789-0123456789-012".getBytes(StandardCharsets.UTF_8);
        long[] out = new long[2];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            int added = set.addAll(fingerprints, 10_000, isNew);
            boolean isThere = set.contains(fingerprints[2], fingerprints[3]);
            int removed = set.removeAll(fingerprints, 10_000);
            KEY.fingerprint(id, 0, id.length, out, 0);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertThat(added).isEqualTo(10_000);
            assertThat(isThere).isTrue();
            assertThat(removed).isEqualTo(10_000);
        }
        assertThat(least).isZero();
    }

    private static void addRandom(FingerprintSet set, SplittableRandom random, int count) {
        long[] fingerprints = random.longs(2L * count).toArray();
        assertThat(set.addAll(fingerprints, count, new boolean[count])).isEqualTo(count);
    }
}
