package junretsu.votes.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.rounds.RoundLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of which the disk takes a part: the file of the rounds has a greatest length, which some lines exceed. */
class DeskFaultsTest {
    private static final int ROUNDS_BYTES_MAX = 16 << 20;
    private static final long LONG_MS = 1_000_000_000_000L;
    private static final String CLOSED = "closed " + LONG_MS + " \n";
    private static final String OPENED = "opened " + LONG_MS + " \n";
    private static final String LONG_NAME = "a-round-whose-line-is-longer-than-one-that-opens-voting";

    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();
    private final FakeText store = new FakeText();
    private final WallClock clock = new WallClock();
    private CounterFile counters;
    private RoundLog rounds;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
        rounds = RoundLog.open(directory, counters);
        DistinctErrors errors = new DistinctErrors(log::add, new ManualClock());
        desk = Desk.open(directory, rounds, store, StageChange.flags(Map.of(), List.of()), errors, clock);
    }

    @AfterEach
    void close() throws Exception {
        rounds.close();
        counters.close();
    }

    @Test
    void votingIsOpenAgainWhenARoundCouldNotBeginAndNoStageCanBeWritten() throws Exception {
        leaveRoom(CLOSED.length() + OPENED.length());
        clock.whenAsked = this::refuseStages;
        assertThat(change("{\"round\":\"" + LONG_NAME + "\",\"voting\":\"closed\"}"))
                .isEqualTo(Outcome.NOT_WRITTEN);
        assertThat(rounds.current().name()).isEqualTo("live");
        assertThat(rounds.isOpen()).isTrue();
        assertThat(desk.current().isOpen()).isTrue();
        assertThat(desk.current().version()).isEqualTo(1);
    }

    @Test
    void theStageSaysThatVotingIsClosedWhenItCannotBeOpenedAgain() throws Exception {
        leaveRoom(CLOSED.length());
        List<Stage> told = new ArrayList<>();
        desk.tell(() -> told.add(desk.current()));
        assertThat(change("{\"round\":\"" + LONG_NAME + "\",\"voting\":\"closed\"}"))
                .isEqualTo(Outcome.NOT_WRITTEN);
        Stage kept = desk.current();
        assertThat(rounds.isOpen()).isFalse();
        assertThat(kept.isOpen()).isFalse();
        assertThat(kept.round()).isEqualTo("live");
        assertThat(kept.version()).isEqualTo(2);
        assertThat(told).hasSize(2).endsWith(kept);
        assertThat(desk.journal()).hasSize(1);
        assertThat(store.held.text()).isEqualTo(kept.at(3).json());
        close();
        open();
        assertThat(desk.current()).isEqualTo(kept.at(3));
        assertThat(rounds.isOpen()).isFalse();
    }

    @Test
    void aRoundThatBeganIsTheStagesAlthoughVotingCouldNotBeOpened() throws Exception {
        change("{\"voting\":\"closed\"}");
        leaveRoom(("round song-2 " + LONG_MS + " \n").length() + OPENED.length() - 1);
        String both = "{\"round\":\"song-2\",\"voting\":\"open\"}";
        assertThat(change(both)).isEqualTo(Outcome.NOT_WRITTEN);
        assertThat(rounds.current().name()).isEqualTo("song-2");
        assertThat(desk.current().round()).isEqualTo("song-2");
        assertThat(desk.current().isOpen()).isFalse();
        assertThat(store.held.text()).isEqualTo(desk.current().at(4).json());

        clock.ms = 0;
        assertThat(change(both)).isEqualTo(Outcome.DONE);
        assertThat(rounds.isOpen()).isTrue();
        assertThat(desk.current().isOpen()).isTrue();
        assertThat(store.held.text()).isEqualTo(desk.current().json());
    }

    @Test
    void aStageThatDoesNotSayTheRoundUnderWayCanBeToldIt() throws Exception {
        rounds.begin("song-2", LONG_MS);
        assertThat(change("{\"round\":\"song-2\",\"title\":\"Song 2\"}")).isEqualTo(Outcome.DONE);
        assertThat(desk.current().round()).isEqualTo("song-2");
        assertThat(desk.change(StageChange.round("song-2"), "me")).isEqualTo(Outcome.ROUND_KNOWN);
        assertThat(desk.change(StageChange.round("live"), "me")).isEqualTo(Outcome.ROUND_KNOWN);
    }

    /** Starts again with a file of rounds that is so many bytes short of its greatest length. */
    private void leaveRoom(int bytes) throws Exception {
        String[] turns =
                rounds.isOpen() ? new String[] {"closed ", "\nopened 0\n"} : new String[] {"opened ", "\nclosed 0\n"};
        close();
        Path file = directory.resolve("rounds");
        int zeros = ROUNDS_BYTES_MAX - bytes - (int) Files.size(file) - turns[0].length() - turns[1].length();
        Files.writeString(file, turns[0] + "0".repeat(zeros) + turns[1], StandardOpenOption.APPEND);
        open();
    }

    private void refuseStages() {
        try {
            Files.createDirectories(directory.resolve("stage.new"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the stage as a desk does, which names no round that is under way. */
    private Outcome change(String json) {
        return desk.change(
                StageChange.parse(json, 4).withoutRound(desk.current().round()), "me");
    }

    /** A clock that a fault can wait for: a change asks it between the stage and the rounds. */
    private static final class WallClock implements Clock {
        private long ms = LONG_MS;
        private Runnable whenAsked = () -> {};

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long epochMillis() {
            whenAsked.run();
            return ms;
        }
    }
}
