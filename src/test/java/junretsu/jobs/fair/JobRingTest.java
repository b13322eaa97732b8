package junretsu.jobs.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class JobRingTest {
    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final JobRing ring = new JobRing(QueuePlace.FRESH, 0);
    private final List<Long> model = new ArrayList<>();

    @Test
    void doesWhatAListDoesWithKeysThatAscend() {
        compare(100_000, true);
    }

    @Test
    void doesWhatAListDoesWithKeysInAnyOrder() {
        compare(100_000, false);
    }

    private void compare(int operations, boolean ascends) {
        long next = 1_000_000;
        long first = next;
        int growth = 0;
        for (int i = 0; i < operations; i++) {
            if (i % 1_000 == 0) {
                growth = random.nextInt(2, 8);
            }
            if (random.nextInt(10) < growth) {
                long job = ascends ? next++ : random.nextLong(Long.MAX_VALUE);
                ring.addLast(job);
                model.add(job);
            } else if (random.nextInt(20) == 0) {
                long job = ascends ? --first : random.nextLong(Long.MAX_VALUE);
                if (!ascends || model.isEmpty() || job < model.get(0)) {
                    ring.addFirst(job);
                    model.add(0, job);
                }
            } else if (!model.isEmpty()) {
                takeOrRemove();
            }
            assertSame(next);
        }
    }

    private void takeOrRemove() {
        if (random.nextBoolean()) {
            assertThat(ring.takeFirst()).as("seed %d", seed).isEqualTo(model.remove(0));
            return;
        }
        long job = model.remove(random.nextInt(model.size()));
        assertThat(ring.remove(job)).as("seed %d", seed).isTrue();
        assertThat(ring.remove(job)).as("seed %d", seed).isFalse();
    }

    private void assertSame(long neverThere) {
        assertThat(ring.size()).as("seed %d", seed).isEqualTo(model.size());
        assertThat(ring.position(neverThere)).as("seed %d", seed).isEqualTo(-1);
        if (!model.isEmpty()) {
            int at = random.nextInt(model.size());
            assertThat(ring.position(model.get(at))).as("seed %d", seed).isEqualTo(at);
        }
    }
}
