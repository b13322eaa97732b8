package junretsu.jobs.fair;

import static org.assertj.core.api.Assertions.assertThat;

import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class FairSimulationTest {
    private static final int SCHEDULES = 10_000;

    private final long seed = Seed.draw();

    @Test
    void keepsItsPromisesInTenThousandSchedules() {
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            assertThat(new FairSimulation(seed + schedule).run())
                    .as("-Djunretsu.seed=%d", seed + schedule)
                    .isEmpty();
        }
    }
}
