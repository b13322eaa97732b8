package junretsu.jobs.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/** Random calls, each of which the scheduler and the plain rules answer alike. */
class FairModelTest {
    private static final long SLICE = 1_000;
    private static final int CALLERS = 8;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private FairScheduler scheduler;
    private NaiveScheduler model;
    private final List<Slice> slices = new ArrayList<>();
    private final List<NaiveScheduler.Job> running = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();
    private long jobs;

    @Test
    void answersAsThePlainRulesDo() {
        for (int schedule = 0; schedule < 300; schedule++) {
            int seats = random.nextInt(1, 4);
            scheduler = new FairScheduler(FairMode.CPU, SLICE, 4, seats);
            model = new NaiveScheduler(SLICE, 4, seats);
            slices.clear();
            running.clear();
            lost.clear();
            int load = random.nextInt(1, 6);
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(10) < load) {
                    arrive();
                } else {
                    work();
                }
                assertSame();
            }
        }
    }

    private void arrive() {
        int caller = random.nextInt(CALLERS);
        int priority = random.nextInt(3) * 4;
        if (random.nextInt(10) == 0) {
            double weight = 0.25 * (1 << random.nextInt(5));
            int runningMax = random.nextInt(1, 5);
            scheduler.caller(caller, weight, runningMax);
            model.caller(caller, weight, runningMax);
        } else if (!lost.isEmpty() && random.nextBoolean()) {
            long key = lost.remove(lost.size() - 1);
            scheduler.again(caller, key, priority);
            model.again(caller, key, priority);
        } else {
            long key = random.nextBoolean() ? jobs++ : jobs++ ^ 1L << 40;
            scheduler.ready(caller, key, priority);
            model.ready(caller, key, priority);
        }
    }

    private void work() {
        int caller = random.nextInt(CALLERS);
        long key = random.nextLong(jobs + 1);
        if (random.nextInt(10) == 0) {
            assertThat(scheduler.remove(caller, key)).as("seed %d", seed).isEqualTo(model.remove(caller, key));
        } else if (slices.size() < 4 && random.nextBoolean()) {
            Slice slice = new Slice();
            NaiveScheduler.Job job = model.next();
            assertThat(scheduler.next(slice)).as("seed %d", seed).isEqualTo(job != null);
            if (job != null) {
                assertThat(slice.job()).as("seed %d", seed).isEqualTo(job.key);
                assertThat(slice.caller()).as("seed %d", seed).isEqualTo(job.account.number);
                assertThat(slice.hasSeat()).as("seed %d", seed).isEqualTo(job.hasSeat());
                slices.add(slice);
                running.add(job);
            }
        } else if (!slices.isEmpty()) {
            charge(random.nextInt(slices.size()));
        } else {
            assertThat(scheduler.forgotten()).as("seed %d", seed).isEqualTo(model.forgotten());
        }
    }

    private void charge(int index) {
        Slice slice = slices.remove(index);
        NaiveScheduler.Job job = running.remove(index);
        long used = random.nextInt(8) == 0 ? random.nextLong(100 * SLICE) : random.nextLong(SLICE + 1);
        TurnEnd outcome = TurnEnd.values()[random.nextInt(4)];
        outcome = outcome == TurnEnd.NEEDS_SEAT && slice.hasSeat() ? TurnEnd.SUSPENDED : outcome;
        scheduler.charge(slice, used, outcome);
        model.charge(job, used, outcome);
        if (outcome == TurnEnd.LOST) {
            lost.add(job.key);
        }
    }

    private void assertSame() {
        int caller = random.nextInt(CALLERS);
        long key = random.nextLong(jobs + 1);
        NaiveScheduler.Account account = model.accounts.get(caller);
        assertThat(scheduler.virtualTime()).as("seed %d", seed).isEqualTo(model.virtualTime);
        assertThat(scheduler.virtualTime(caller))
                .as("seed %d", seed)
                .isEqualTo(account == null ? -1 : account.virtualTime);
        assertThat(scheduler.queued(caller)).isEqualTo(account == null ? 0 : account.jobs.size());
        assertThat(scheduler.running(caller)).isEqualTo(account == null ? 0 : account.running);
        assertThat(scheduler.running()).isEqualTo(running.size());
        assertThat(scheduler.position(caller, key)).as("seed %d", seed).isEqualTo(model.position(caller, key));
        assertThat(scheduler.seatsFree()).isEqualTo(model.seatsFree);
        assertThat(scheduler.queued())
                .isEqualTo(model.accounts.values().stream()
                        .mapToLong(each -> each.jobs.size())
                        .sum());
    }
}
