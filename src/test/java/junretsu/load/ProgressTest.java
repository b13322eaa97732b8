package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> lines = new ArrayList<>();
    private final Progress progress = new Progress(lines::add, clock);

    @Test
    void showsHowMuchIsDoneAndTheRateOfTheLastSecond() {
        clock.advanceMillis(999);
        assertThat(progress.isDue()).isFalse();
        clock.advanceMillis(1);
        assertThat(progress.isDue()).isTrue();
        progress.show(0.25, 1_000, "votes", "");
        assertThat(progress.isDue()).isFalse();
        clock.advanceMillis(2_000);
        progress.show(1.5, 7_000, "votes", "stage 2/3");

        assertThat(lines)
                .containsExactly(
                        "1 s  25 %  1,000 votes sent  1,000/s", "3 s  100 %  7,000 votes sent  3,000/s  stage 2/3");
    }
}
