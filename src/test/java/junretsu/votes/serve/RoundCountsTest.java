package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.service.milestones.MilestoneLog;
import junretsu.service.milestones.Milestones;
import junretsu.service.milestones.NodeAtStart;
import junretsu.store.EventCounts;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.rounds.RoundLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundCountsTest {
    private static final long PASSED_AT_MS = 1_700_000_000_000L;

    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(log::add, new ManualClock());
    private CounterFile file;
    private RoundLog rounds;
    private MilestoneLog milestoneLog;
    private RoundCounts counts;

    @BeforeEach
    void open() throws Exception {
        file = CounterFile.open(directory, VoteCells.LAYOUT, "live", 0);
        rounds = RoundLog.open(directory, file);
        milestoneLog = MilestoneLog.open(directory);
        Milestones milestones = new Milestones(
                List.of(new Milestone(5, "gold")),
                milestoneLog,
                new NodeAtStart("node", 0, Map.of()),
                entry -> {},
                () -> {},
                errors);
        counts = new RoundCounts(rounds, milestones, errors);
    }

    @AfterEach
    void close() throws Exception {
        milestoneLog.close();
        rounds.close();
        file.close();
    }

    @Test
    void eachVoteIsInTheRoundInWhichItCame() throws Exception {
        file.block(0).add(1, 10);
        assertThat(votes(counts.current())).isEqualTo("live 10");
        begin("song-2");
        file.block(1).add(1, 3);
        begin("song-3");
        file.block(0).add(200, 4);

        assertThat(votes(counts.current())).isEqualTo("song-3 4");
        assertThat(counts.ended()).containsExactly("live", "song-2");
        assertThat(votes(counts.ended("live"))).isEqualTo("live 10");
        assertThat(votes(counts.ended("song-2"))).isEqualTo("song-2 3");
    }

    @Test
    void handsOverWhichMilestonesARoundIsKnownToHavePassed() throws Exception {
        MilestonePassed passed = new MilestonePassed(5, PASSED_AT_MS, "other");
        apply(passed);
        begin("song-2");

        assertThat(counts.current().known()).isEmpty();
        assertThat(counts.ended("live").known()).containsExactly(passed);
    }

    @Test
    void aMilestoneThatCannotBeWrittenDownIsAFaultOfItsOwn() throws Exception {
        milestoneLog.close();
        apply(new MilestonePassed(5, PASSED_AT_MS, "other"));

        assertThat(errors.count()).isPositive();
        assertThat(counts.current().known())
                .as("so it comes again with the next flush")
                .isEmpty();
        milestoneLog = MilestoneLog.open(directory);
    }

    @Test
    void takesOverWhatOnlyTheStoreKnowsOfInTheRoundUnderWay() throws Exception {
        file.block(0).add(1, 10);
        file.block(0).add(2, 3);
        close();
        open();
        assertThat(votes(counts.current())).isEqualTo("live 13");
        file.block(0).add(1, 100);
        long[] held = new long[256];
        held[1] = 15;
        held[2] = 1;
        held[9] = 2;
        assertThat(counts.takeOver("live", held)).isTrue();
        assertThat(votes(counts.current()))
                .as("what came since the start is on top")
                .isEqualTo("live 120");

        begin("song-2");
        assertThat(counts.takeOver("live", held)).as("a round that has ended").isFalse();
        assertThat(votes(counts.current())).isEqualTo("song-2 0");
        assertThat(votes(counts.ended("live"))).isEqualTo("live 120");
    }

    @Test
    void asksToBeCalledAgainWhenVotesCannotBePutBackNow() throws Exception {
        rounds.closeVoting(1);
        rounds.close();
        assertThatThrownBy(() -> counts.takeOver("live", new long[] {5})).isInstanceOf(IOException.class);
        assertThat(errors.count()).isPositive();
    }

    private void apply(MilestonePassed passed) {
        EventTotals totals = new EventTotals("live", 7, new long[0]);
        counts.applied(counts.current(), new FlushOutcome.Applied(totals, List.of(passed), null, true));
    }

    private void begin(String name) throws Exception {
        assertThat(rounds.begin(name, 1)).isNotNull();
    }

    private static String votes(EventCounts counts) {
        long sum = 0;
        for (long votes : counts.counts()) {
            sum += votes;
        }
        return counts.event() + " " + sum;
    }
}
