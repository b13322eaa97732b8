package junretsu.votes.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.rounds.RoundLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastLabelsTest {
    private static final Map<Integer, Label> RED = Map.of(0, new Label("Red, \"dark\"", "#e33"));
    private static final Map<Integer, Label> BLUE = Map.of(0, new Label("青", null), 255, new Label("Last", "navy"));

    @TempDir
    Path directory;

    @Test
    void aRoundKeepsTheLabelsThatItEndedWithAlsoInTheNextProcess() throws Exception {
        try (CounterFile counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
                RoundLog rounds = RoundLog.open(directory, counters)) {
            Desk desk = desk(rounds);
            change(desk, "{\"labels\":{\"0\":{\"text\":\"Pink\"}}}");
            change(desk, "{\"round\":\"song-2\",\"labels\":{\"0\":{\"text\":\"Blue\"}}}");
            change(desk, "{\"round\":\"song-3\"}");
            change(desk, "{\"labels\":{}}");
            for (Desk one : List.of(desk, desk(rounds))) {
                assertThat(one.labels("live")).isEqualTo(Map.of(0, new Label("Pink", null)));
                assertThat(one.labels("song-2")).isEqualTo(Map.of(0, new Label("Blue", null)));
                assertThat(one.labels("song-3")).as("the one that goes on").isEmpty();
                assertThat(one.labels("song-4")).isNull();
            }
            // A file of before the past was kept.
            Path file = directory.resolve("stage");
            Files.write(file, Files.readAllLines(file).subList(0, 2));
            assertThat(desk(rounds).labels("live")).isNull();
        }
    }

    @Test
    void roundsWithTheSameLabelsShareThemAndTheOldestAreForgotten() {
        PastLabels past = PastLabels.NONE.with("a", RED).with("b", RED).with("c", BLUE);
        assertThat(past.spans()).hasSize(2);
        assertThat(PastLabels.parse(past.json(), 256)).isEqualTo(past);
        assertThat(past.of("a")).isEqualTo(RED).isEqualTo(past.of("b"));
        for (int round = 0; round < PastLabels.SPANS_MAX - 1; round++) {
            past = past.with("r" + round, round % 2 == 0 ? RED : BLUE);
        }
        assertThat(past.of("b")).isNull();
        assertThat(past.of("c")).isEqualTo(BLUE);
    }

    private Desk desk(RoundLog rounds) throws Exception {
        DistinctErrors errors = new DistinctErrors(line -> {}, new ManualClock());
        return Desk.open(directory, rounds, null, StageChange.flags(RED, List.of()), errors, new ManualClock());
    }

    private static void change(Desk desk, String json) {
        assertThat(desk.change(StageChange.parse(json, 4), "me")).isEqualTo(Outcome.DONE);
    }
}
