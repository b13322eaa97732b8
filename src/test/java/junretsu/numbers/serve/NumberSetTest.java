package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NumberSetTest {

    @Test
    void tellsNewFromOldAsAPlainSetDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        NumberSet set = new NumberSet();
        BitSet plain = new BitSet();
        int[] batch = new int[500];
        boolean[] isNew = new boolean[500];
        for (int round = 0; round < 200; round++) {
            int count = random.nextInt(500);
            boolean[] expected = new boolean[500];
            int added = 0;
            for (int i = 0; i < count; i++) {
                batch[i] = random.nextInt(3) == 0 ? random.nextInt(1_000) : random.nextInt(1_000_000_000);
                expected[i] = !plain.get(batch[i]);
                plain.set(batch[i]);
                added += expected[i] ? 1 : 0;
            }
            assertThat(set.add(batch, count, isNew)).as("seed %d", seed).isEqualTo(added);
            for (int i = 0; i < count; i++) {
                assertThat(isNew[i]).as("seed %d", seed).isEqualTo(expected[i]);
            }
        }
    }

    @Test
    void takesTheFirstAndTheLastNumber() {
        NumberSet set = new NumberSet();
        for (int number : new int[] {0, 1, 63, 64, 1 << 20, 999_999_999}) {
            assertThat(set.add(number)).isTrue();
            assertThat(set.add(number)).isFalse();
        }
    }

    @Test
    void eachNumberIsNewToExactlyOneOfManyThreads() throws Exception {
        NumberSet set = new NumberSet();
        AtomicLong added = new AtomicLong();
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                int[] batch = new int[1_000];
                boolean[] isNew = new boolean[1_000];
                for (int from = 0; from < 1_000_000; from += batch.length) {
                    for (int i = 0; i < batch.length; i++) {
                        batch[i] = from + i;
                    }
                    added.addAndGet(set.add(batch, batch.length, isNew));
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(added.get()).isEqualTo(1_000_000);
    }
}
