package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class NumberSetTest {

    @Test
    void tellsNewFromOldAsAPlainSetDoes() {
        long seed = Seed.draw();
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
            int added = adder.addAll(numbers, count);
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

    /** They begin each batch together, or one would be done before the other begins. */
    @Test
    void eachNumberIsNewToExactlyOneOfTwoThreads() throws Exception {
        NumberSet set = new NumberSet();
        AtomicLong added = new AtomicLong();
        AtomicInteger ready = new AtomicInteger();
        Thread[] threads = new Thread[2];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                BatchInserter adder = new BatchInserter(set);
                int[] batch = new int[5_000];
                for (int round = 0; round < 1_000; round++) {
                    for (int i = 0; i < batch.length; i++) {
                        batch[i] = round * batch.length + i;
                    }
                    ready.incrementAndGet();
                    while (ready.get() < (round + 1) * threads.length) {
                        Thread.onSpinWait();
                    }
                    added.addAndGet(adder.addAll(batch, batch.length));
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(added.get()).isEqualTo(5_000_000);
    }
}
