package junretsu.jobs.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class JobRingTest {
    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final List<Long> model = new ArrayList<>();
    private JobRing ring;

    /** A ring that counts the jobs and holes that it looks at. */
    private static final class CountedRing extends JobRing {
        private int looks;

        CountedRing() {
            super(QueuePlace.FRESH, 0);
        }

        @Override
        long at(int index) {
            looks++;
            return super.at(index);
        }
    }

    @Test
    void doesWhatAListInTheOrderOfTheKeysDoes() {
        ring = new JobRing(QueuePlace.FRESH, 0);
        compare(100_000);
    }

    @Test
    void doesWhatAListDoesWhereTheLastThatCameGoesFirst() {
        ring = new JobRing(QueuePlace.BEGUN, 0);
        compare(100_000);
    }

    private void compare(int operations) {
        long next = 1_000_000;
        int growth = 0;
        for (int i = 0; i < operations; i++) {
            if (i % 1_000 == 0) {
                growth = random.nextInt(2, 8);
            }
            if (random.nextInt(10) < growth) {
                next += 2;
                add(random.nextInt(20) == 0 ? next - 1 - 2 * random.nextLong(next / 2) : next);
            } else if (!model.isEmpty()) {
                takeOrRemove();
            }
            assertSame(next + 1);
        }
    }

    private void add(long job) {
        int at = ring.place.isByKey() ? Collections.binarySearch(model, job) : -1;
        if (at < 0) {
            ring.add(job);
            model.add(-at - 1, job);
        }
    }

    @Test
    void looksAtFewJobsHoweverManyHolesAreBeforeOneAndWhateverWasQueuedAgain() {
        CountedRing counted = new CountedRing();
        int jobs = 100_000;
        for (int job = 1; job < jobs; job++) {
            counted.add(job);
        }
        for (int job = 3; job < jobs; job += 3) {
            assertThat(counted.remove(job)).isTrue();
        }
        counted.looks = 0;
        assertThat(counted.position(jobs - 2)).isEqualTo(2 * (jobs / 3) - 1);
        assertThat(counted.looks).as("beside holes").isLessThan(200);

        counted.add(0);
        counted.add(jobs / 3 * 2);
        assertThat(counted.remove(jobs / 2)).isTrue();
        counted.looks = 0;
        assertThat(counted.position(0)).isZero();
        assertThat(counted.position(jobs - 2)).isEqualTo(2 * (jobs / 3));
        assertThat(counted.remove(jobs)).isFalse();
        assertThat(counted.looks).as("after a job came late").isLessThan(400);
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
