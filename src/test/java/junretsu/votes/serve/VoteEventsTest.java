package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class VoteEventsTest {
    private static final int MIB = 1 << 20;

    private final List<String> lines = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private String round = "live";
    private final VoteEvents events =
            new VoteEvents(() -> round, "more of it helps", new DistinctErrors(lines::add, clock), clock);

    @Test
    void dropsAreLoggedWhenTheyBeginAndWhenTheyHaveEnded() {
        events.look(7, 3);
        assertThat(lines).as("those of the run before").isEmpty();
        later(100);
        events.look(10, 3);
        later(300);
        events.look(12, 3);
        assertThat(lines).containsExactly("the kernel drops packets: more of it helps");
        later(4_900);
        events.look(12, 3);
        assertThat(lines).hasSize(1);
        later(200);
        events.look(12, 3);
        assertThat(lines.get(1)).isEqualTo("the kernel drops no more: 5 packets were lost in 300 ms");
        events.look(13, 3);
        assertThat(lines).hasSize(3);
    }

    @Test
    void aRoundIsLoggedOnceWhenItBegins() {
        events.look(0, 3);
        round = "song-2";
        events.look(0, 3);
        events.look(0, 3);
        assertThat(lines).containsExactly("round 'song-2' began, after 'live'");
    }

    @Test
    void theRemedyIsForTheLikelyCause() {
        assertThat(VoteEvents.remedy(MIB, 4 * MIB, 1, 2, false)).contains("sysctl -w net.core.rmem_max=4194304");
        assertThat(VoteEvents.remedy(4 * MIB, 4 * MIB, 2, 2, false)).contains("--steer cpu");
        assertThat(VoteEvents.remedy(4 * MIB, 4 * MIB, 1, 4, false)).contains("--threads 4");
        assertThat(VoteEvents.remedy(4 * MIB, 4 * MIB, 4, 4, true))
                .contains("--rcvbuf")
                .doesNotContain("--steer");
    }

    private void later(long ms) {
        clock.advanceMillis(ms);
    }
}
