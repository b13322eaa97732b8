package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.RoundLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundSumsTest {
    @TempDir
    Path directory;

    @Test
    void aRoundThatBeganAfterTheLookIsNotAmongThem() throws Exception {
        try (CounterFile counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
                RoundLog rounds = RoundLog.open(directory, counters)) {
            counters.block(0).add(1, 10);
            Look look = rounds.look();
            counters.block(0).add(1, 5);
            rounds.begin("song-2", 2);

            List<RoundSums> all = RoundSums.all(rounds, look);
            assertThat(all).extracting(RoundSums::name).containsExactly("live");
            assertThat(all.get(0).isCurrent()).isTrue();
            assertThat(all.get(0).votes().total()).isEqualTo(10);
        }
    }
}
