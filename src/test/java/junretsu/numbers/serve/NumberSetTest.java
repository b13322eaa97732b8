package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NumberSetTest {

    @Test
    void tellsNewFromOldAsAPlainSetDoes() {
        long seed = Long.getLong("junretsu.seed", System.nanoTime());
        Random random = new Random(seed);
        NumberSet set = new NumberSet();
        BatchInserter adder = new BatchInserter(set);
        BitSet plain = new BitSet();
        int[] numbers = new int[5_000];
        for (int round = 0; round < 100; round++) {
            int count = random.nextInt(round % 2 == 0 ? 100 : 5_000);
            Set<Integer> expected = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                numbers[i] = random.nextInt(3) == 0 ? random.nextInt(1_000) : random.nextInt(1_000_000_000);
                if (!plain.get(numbers[i])) {
                    expected.add(numbers[i]);
                }
                plain.set(numbers[i]);
            }
            int added = adder.add(numbers, count);
            assertThat(added).as("seed %d", seed).isEqualTo(expected.size());
            List<Integer> fresh = new ArrayList<>();
            for (int i = 0; i < added; i++) {
                fresh.add(numbers[i]);
            }
            assertThat(fresh).as("seed %d", seed).containsExactlyElementsOf(expected);
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
                BatchInserter adder = new BatchInserter(set);
                int[] batch = new int[5_000];
                for (int from = 0; from < 1_000_000; from += batch.length) {
                    for (int i = 0; i < batch.length; i++) {
                        batch[i] = from + i;
                    }
                    added.addAndGet(adder.add(batch, batch.length));
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
