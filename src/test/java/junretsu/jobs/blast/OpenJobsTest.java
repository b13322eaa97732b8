package junretsu.jobs.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class OpenJobsTest {
    private static final long SEED = Seed.draw();

    private final OpenJobs open = new OpenJobs();

    @Test
    void holdsWhatAListWouldWhateverIsAddedAndRemoved() {
        Random random = new Random(SEED);
        List<Integer> model = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < 20_000; i++) {
            if (model.isEmpty() || random.nextInt(5) < 3) {
                open.add(next);
                model.add(next++);
            } else {
                int job = random.nextBoolean() ? open.step() : model.get(random.nextInt(model.size()));
                open.remove(job);
                assertThat(model.remove((Integer) job)).as(Seed.flag(SEED)).isTrue();
            }
            assertThat(open.size()).as(Seed.flag(SEED)).isEqualTo(model.size());
            if (!model.isEmpty()) {
                assertThat(open.oldest()).as(Seed.flag(SEED)).isEqualTo(model.get(0));
            }
        }
    }

    @Test
    void theCursorGoesRoundAndMeetsEachJobOnce() {
        for (int job = 0; job < 5; job++) {
            open.add(job);
        }
        assertThat(steps(5)).containsExactly(0, 1, 2, 3, 4);
        open.remove(0);
        open.remove(3);
        assertThat(steps(4)).containsExactly(1, 2, 4, 1);
        open.remove(2);
        open.add(5);
        assertThat(steps(3)).containsExactly(4, 5, 1);
    }

    private List<Integer> steps(int count) {
        List<Integer> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(open.step());
        }
        return jobs;
    }
}
