package junretsu.votes.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.config.StartException;
import junretsu.store.Milestone;
import junretsu.store.SharedText;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.rounds.RoundLog;
import junretsu.web.BadRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeskTest {
    private static final StageChange FLAGS =
            StageChange.flags(Map.of(0, new Label("Red", "#e33")), List.of(new Milestone(10, "gold")));

    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(log::add, new ManualClock());
    private SharedText shared;
    private CounterFile counters;
    private RoundLog rounds;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        open(FLAGS);
    }

    private void open(StageChange flags) throws Exception {
        counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
        rounds = RoundLog.open(directory, counters);
        desk = Desk.open(directory, rounds, shared, flags, errors, new ManualClock());
    }

    @AfterEach
    void close() throws Exception {
        rounds.close();
        counters.close();
    }

    @Test
    void theFirstStageIsThatOfTheFlags() {
        assertThat(desk.current().json())
                .isEqualTo("{\"version\":1,\"title\":\"\",\"round\":\"live\",\"voting\":\"open\",\"result\":\"live\","
                        + "\"labels\":{\"0\":{\"text\":\"Red\",\"colour\":\"#e33\"}},"
                        + "\"milestones\":[{\"at\":10,\"effect\":\"gold\"}],\"effect\":null}");
    }

    @Test
    void aChangeOutlivesTheProcessAndTheRoundsFollowIt() throws Exception {
        assertThat(change("{\"title\":\"Song 2 ♥\",\"round\":\"song-2\",\"voting\":\"closed\",\"effect\":\"gold\"}"))
                .isEqualTo(Outcome.DONE);
        Stage changed = desk.current();
        assertThat(changed.version()).isEqualTo(2);
        assertThat(rounds.current().name()).isEqualTo("song-2");
        assertThat(rounds.isOpen()).isFalse();
        close();
        open();
        assertThat(desk.current()).isEqualTo(changed);
        assertThat(rounds.isOpen()).isFalse();
        change("{\"effect\":\"gold\"}");
        assertThat(desk.current().effect()).isEqualTo(new Stage.Played(2, "gold"));
    }

    @Test
    void ofTwoDesksThatChangeOneVersionOneIsTold() {
        assertThat(change("{\"title\":\"A\",\"version\":1}")).isEqualTo(Outcome.DONE);
        assertThat(change("{\"title\":\"B\",\"version\":1}")).isEqualTo(Outcome.STALE);
        assertThat(desk.current().title()).isEqualTo("A");
        assertThat(change("{\"title\":\"B\"}")).isEqualTo(Outcome.DONE);
    }

    @Test
    void whatChangesNothingHasNoVersionOfItsOwn() {
        change("{\"title\":\"\",\"voting\":\"open\"}");
        assertThat(desk.current().version()).isEqualTo(1);
        assertThat(desk.journal()).isEmpty();
    }

    @Test
    void aRoundThatHasBeenIsNotBegunAgain() {
        change("{\"round\":\"song-2\"}");
        assertThat(change("{\"round\":\"live\",\"title\":\"x\"}")).isEqualTo(Outcome.ROUND_KNOWN);
        assertThat(desk.current().title()).isEmpty();
    }

    @Test
    void aWinnerIsRevealedOnlyWhileVotingIsClosed() {
        assertThat(change("{\"result\":\"revealed\"}")).isEqualTo(Outcome.STILL_OPEN);
        assertThat(desk.current().version()).isEqualTo(1);
        assertThat(change("{\"result\":\"revealed\",\"voting\":\"closed\"}")).isEqualTo(Outcome.DONE);
        assertThat(change("{\"voting\":\"open\"}")).isEqualTo(Outcome.STILL_OPEN);
        assertThat(change("{\"voting\":\"open\",\"result\":\"live\"}")).isEqualTo(Outcome.DONE);
    }

    @Test
    void theFlagsOfALaterStartCountOnlyWhereTheyChanged() throws Exception {
        change("{\"labels\":{\"0\":{\"text\":\"Rot\"}},\"milestones\":[]}");
        close();
        open();
        assertThat(desk.current().labels()).containsEntry(0, new Label("Rot", null));
        close();
        StageChange others = StageChange.flags(FLAGS.labels(), List.of(new Milestone(20, "flash")));
        open(others);
        assertThat(desk.current().milestones()).containsExactly(new Milestone(20, "flash"));
        assertThat(desk.current().labels()).containsEntry(0, new Label("Rot", null));
        assertThat(desk.current().version()).isEqualTo(3);
    }

    @Test
    void everyChangeIsInTheJournal() throws Exception {
        change("{\"voting\":\"closed\",\"title\":\"Finale\"}");
        Files.writeString(directory.resolve("journal"), "{\"cut\n", StandardOpenOption.APPEND);
        change("{\"labels\":{\"1\":{\"text\":\"Blue\",\"colour\":\"navy\"}}}");
        Files.writeString(directory.resolve("journal"), "{\"cut", StandardOpenOption.APPEND);
        close();
        open();
        assertThat(desk.journal()).hasSize(3);
        assertThat(desk.journal().get(0))
                .endsWith(
                        "\"version\":3,\"what\":\"labels\",\"by\":\"me\",\"old\":\"0=Red:#e33\",\"new\":\"1=Blue:navy\"}");
        assertThat(String.join("", desk.journal())).contains("\"old\":\"open\",\"new\":\"closed\"");
    }

    @Test
    void whatTheJournalCouldNotWriteIsThereWithTheNextChange() throws Exception {
        Path journal = directory.resolve("journal");
        change("{\"title\":\"one\"}");
        Files.delete(journal);
        Files.createDirectory(journal);
        assertThat(change("{\"title\":\"two\"}")).isEqualTo(Outcome.DONE);
        assertThat(log).hasSize(1).first().asString().startsWith("writing the journal");
        Files.delete(journal);
        change("{\"title\":\"three\"}");
        assertThat(Files.readAllLines(journal)).hasSize(3);
        close();
        open();
        assertThat(desk.journal()).hasSize(3);
    }

    @Test
    void theJournalIsBounded() throws Exception {
        for (int i = 0; i < 2 * StageJournal.LINES_MAX + 10; i++) {
            change("{\"title\":\"title " + i + "\"}");
        }
        assertThat(desk.journal()).hasSize(StageJournal.LINES_MAX);
        assertThat(Files.readAllLines(directory.resolve("journal"))).hasSizeLessThan(2 * StageJournal.LINES_MAX);
    }

    @Test
    void nothingChangesWhenTheDiskDoesNotTakeIt() throws Exception {
        Files.createDirectory(directory.resolve("stage.new"));
        assertThat(change("{\"voting\":\"closed\",\"title\":\"x\"}")).isEqualTo(Outcome.NOT_WRITTEN);
        assertThat(desk.current().version()).isEqualTo(1);
        assertThat(rounds.isOpen()).isTrue();
        assertThat(log).isNotEmpty();
    }

    @Test
    void aStartingServerFollowsTheSharedStageAndThenTakesItsNewFlags() throws Exception {
        close();
        FakeText store = new FakeText();
        store.put(
                desk.current().json().replace("\"version\":1,\"title\":\"\"", "\"version\":7,\"title\":\"Finale\""), 7);
        shared = store;
        open();
        assertThat(desk.current().version()).isEqualTo(7);
        close();
        open(StageChange.flags(FLAGS.labels(), List.of(new Milestone(20, "flash"))));
        assertThat(desk.current().version()).isEqualTo(8);
        assertThat(desk.current().title()).isEqualTo("Finale");
        assertThat(desk.current().milestones()).containsExactly(new Milestone(20, "flash"));
        assertThat(store.held.text()).isEqualTo(desk.current().json());
    }

    @Test
    void noChangeWaitsForAStoreThatIsKnownToBeAway() throws Exception {
        close();
        FakeText store = new FakeText();
        store.isAway = true;
        shared = store;
        open();
        int asked = store.asked;
        assertThat(change("{\"voting\":\"closed\"}")).isEqualTo(Outcome.DONE);
        assertThat(store.asked).isEqualTo(asked);
        store.isAway = false;
        assertThat(desk.follow()).isFalse();
        assertThat(store.held.text()).isEqualTo(desk.current().json());
        assertThat(log).isEmpty();
    }

    @Test
    void aChangeThatTheDiskDidNotTakeIsTakenBackInTheStore() throws Exception {
        close();
        FakeText store = new FakeText();
        shared = store;
        open();
        Files.createDirectory(directory.resolve("stage.new"));
        assertThat(change("{\"title\":\"x\"}")).isEqualTo(Outcome.NOT_WRITTEN);
        assertThat(store.held.version()).isEqualTo(3);
        assertThat(store.held.text()).contains("\"title\":\"\"");
        Files.delete(directory.resolve("stage.new"));
        assertThat(desk.follow()).isTrue();
        assertThat(desk.current().version()).isEqualTo(3);
        assertThat(desk.current().title()).isEmpty();
    }

    @Test
    void theFollowerTellsOnlyOfAFaultThatLastsWhileTheStoreIsUp() throws Exception {
        close();
        FakeText store = new FakeText();
        shared = store;
        open();
        store.isAway = true;
        ManualClock clock = new ManualClock();
        boolean[] isUp = {false};
        StageFollower follower = new StageFollower(desk, store, () -> isUp[0], errors, clock);
        for (int second = 0; second < 20; second++) {
            follower.doWork();
            clock.advanceMillis(1_000);
        }
        isUp[0] = true;
        follower.doWork();
        assertThat(log).isEmpty();
        for (int second = 0; second < 6; second++) {
            clock.advanceMillis(1_000);
            follower.doWork();
        }
        assertThat(log).containsExactly("following the stage: no answer");
    }

    @Test
    void refusesAFileThatIsNoStage() throws Exception {
        for (String bad : List.of("", "{}\n{}\n", "[]\n", "{\"version\":1}\n")) {
            Files.writeString(directory.resolve("stage"), bad);
            assertThatThrownBy(() -> Desk.open(directory, rounds, null, FLAGS, errors, new ManualClock()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("stage is not the stage of an event")
                    .hasMessageEndingWith("move it away");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\":3}",
                "{\"version\":0,\"title\":\"x\"}",
                "{\"title\":5}",
                "{\"title\":\"a\\nb\"}",
                "{\"voting\":true}",
                "{\"voting\":\"shut\"}",
                "{\"result\":\"seen\"}",
                "{\"effect\":\"boom\"}",
                "{\"round\":\"a b\"}",
                "{\"labels\":[]}",
                "{\"labels\":{\"4\":{\"text\":\"x\"}}}",
                "{\"labels\":{\"00\":{\"text\":\"x\"}}}",
                "{\"labels\":{\"0\":{\"text\":\" \"}}}",
                "{\"labels\":{\"0\":{\"text\":\"x\",\"colour\":\"url(x)\"}}}",
                "{\"milestones\":[{\"at\":0,\"effect\":\"gold\"}]}",
                "{\"milestones\":[{\"at\":5,\"effect\":\"gold\"},{\"at\":5,\"effect\":\"flash\"}]}",
                "{\"milestones\":{}}",
                "{\"colour\":\"red\"}"
            })
    void rejectsWhatIsNoChangeOfAStage(String json) {
        assertThatThrownBy(() -> StageChange.parse(json, 4))
                .isInstanceOf(BadRequest.class)
                .hasMessageMatching("(?s)(send|there is no|5 is given).*");
    }

    private Outcome change(String json) {
        return desk.change(StageChange.parse(json, 4), "me");
    }
}
