package junretsu.votes.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.base.ManualClock;
import junretsu.config.Share;
import junretsu.tally.CounterFile;
import junretsu.tally.SenderFile;
import junretsu.votes.VoteCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdReloadTest {
    private static final CrowdConfig CONFIG = new CrowdConfig(100, 20, Share.parse("50%"), null);

    @TempDir
    Path directory;

    @Test
    void asManyAsAreLetInAreRememberedWhenTheyHaveLeftToo() throws Exception {
        try (CounterFile counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
                SenderFile file = SenderFile.open(directory, counters, VoteCells.CROWD_BLOCK, Crowd.slots(CONFIG))) {
            Crowd crowd = new Crowd(CONFIG, file, 4, null, new ManualClock());
            assertThat(crowd.reload(CONFIG.of(200))).isEmpty();
            assertThat(crowd.config().connections()).isEqualTo(200);
            assertThat(file.slots()).isGreaterThanOrEqualTo(2 * 200);
            assertThat(crowd.reload(CONFIG.of(201))).containsExactly("crowd");
            assertThat(crowd.config().connections()).isEqualTo(200);
        }
    }
}
