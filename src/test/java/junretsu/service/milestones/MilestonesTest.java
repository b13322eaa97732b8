package junretsu.service.milestones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilestonesTest {
    private static final List<Milestone> PLAN = List.of(new Milestone(10, "gold"), new Milestone(20, "flash"));
    private static final MilestonePassed OURS = new MilestonePassed(10, 1_000, "node");
    private static final MilestonePassed OURS_TOO = new MilestonePassed(20, 1_000, "node");
    private static final MilestonePassed THEIRS = new MilestonePassed(20, 2_000, "other");

    @TempDir
    Path directory;

    private final List<String> printed = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(printed::add, new ManualClock());
    private final List<Long> announced = new ArrayList<>();
    private int passed;

    @Test
    void announcesItsOwnOnceAndShowsAll() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 0);
            board.take("live", List.of(OURS), 12, 12);
            board.take("live", List.of(OURS, THEIRS), 25, 12);
            board.take("live", List.of(OURS, THEIRS), 26, 13);

            assertThat(announced).containsExactly(10L);
            assertThat(passed).isEqualTo(2);
            assertThat(board.known("live")).containsExactly(OURS, THEIRS);
            assertThat(board.isAnnounced("live", 20)).isTrue();
            assertThat(board.next("live")).isNull();
            assertThat(board.next("song-2")).isEqualTo(PLAN.get(0));
        }
    }

    @Test
    void knowsAfterARestartWhichMessagesArePending() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            board(log, 0).take("live", List.of(OURS, THEIRS), 25, 25);
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 25);
            board.take("live", List.of(OURS, THEIRS), 25, 25);
            assertThat(announced).as("announced again").containsExactly(10L);
            assertThat(log.unsettled("node"))
                    .extracting(entry -> entry.reached().total())
                    .containsExactly(10L);
            log.settle(log.unsettled("node").get(0), true);
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            assertThat(log.unsettled("node")).isEmpty();
        }
    }

    @Test
    void queuesNoMessageForALaterWebhookWhenThereWasNone() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            new Milestones(PLAN, log, node(0), null, () -> {}, errors).take("live", List.of(OURS), 12, 12);
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            assertThat(log.unsettled("node")).isEmpty();
            assertThat(log.known("live")).containsExactly(OURS);
        }
    }

    @Test
    void marksAMilestoneThatIsNewAndWasPassedBeforeTheStartWithoutAnnouncingIt() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 15);
            assertThat(board.known("live")).containsExactly(new MilestonePassed(10, 7, "node"));
            assertThat(board.isAnnounced("live", 10)).isFalse();
            assertThat(board.next("live")).isEqualTo(PLAN.get(1));
            board.take("live", List.of(new MilestonePassed(10, 7, "node"), OURS_TOO), 25, 25);

            assertThat(announced).containsExactly(20L);
            assertThat(board.isAnnounced("live", 20)).isTrue();
            assertThat(log.unsettled("node")).hasSize(1);
            assertThat(printed)
                    .containsExactly(
                            "milestone 10 was passed before this start: marked, not announced",
                            "milestone 20 of 'live' is passed, at 25");
        }
    }

    @Test
    void marksWhatTheEventOfAllNodesHadPassedBeforeTheStart() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 3);
            assertThat(board.known("live")).isEmpty();
            board.take("live", List.of(OURS, OURS_TOO), 25, 9);

            assertThat(announced)
                    .as("20 was passed by the 6 votes since the start")
                    .containsExactly(20L);
            assertThat(board.isAnnounced("live", 10)).isFalse();
        }
    }

    @Test
    void marksItAlsoWhenTheStoreDecidesOnlyAWhileAfterTheStart() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 3);
            board.take("live", List.of(), 12, 3);
            board.take("live", List.of(), 14, 4);
            board.take("live", List.of(OURS), 14, 4);
            assertThat(board.isAnnounced("live", 10)).isFalse();
            board.take("live", List.of(OURS, OURS_TOO), 21, 6);

            assertThat(announced).containsExactly(20L);
        }
    }

    @Test
    void playsNothingForWhatAnotherNodePassedBeforeThisOneJoined() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 0);
            board.take("live", List.of(THEIRS), 25, 1);

            assertThat(board.reached("live", 20)).isEqualTo(THEIRS);
            assertThat(board.isAnnounced("live", 20)).isFalse();
            assertThat(printed).isEmpty();
        }
    }

    @Test
    void playsNothingForWhatOnlyAnotherServersPlanHas() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 0);
            board.take("live", List.of(), 18, 1);
            board.take("live", List.of(new MilestonePassed(15, 2_000, "other")), 18, 1);
            board.plan(List.of(new Milestone(10, "gold"), new Milestone(15, "shake"), new Milestone(20, "flash")));

            assertThat(board.reached("live", 15)).isNotNull();
            assertThat(board.isAnnounced("live", 15)).isFalse();
            assertThat(printed).isEmpty();
        }
    }

    @Test
    void announcesAfterACrashWhatWasPassedJustBeforeIt() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 0);
            board.take("live", List.of(), 5, 5);
            board.known("song-2");
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, new NodeAtStart("node", 7, Map.of("live", 12L, "song-2", 12L)));
            board.take("live", List.of(OURS), 12, 12);
            board.take("song-2", List.of(OURS), 12, 12);

            assertThat(announced).as("watched for by the run that crashed").containsExactly(10L, 10L);
        }
    }

    @Test
    void announcesWhatWasPassedAfterTheStartWhileTheStoreWasAway() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log, 0);
            board.take("live", List.of(OURS, OURS_TOO), 1_000, 1_000);

            assertThat(announced).containsExactly(10L, 20L);
        }
    }

    @Test
    void recordsWhatCannotBeWrittenDownAndTakesItWithALaterFlush() throws Exception {
        MilestoneLog closed = MilestoneLog.open(directory);
        closed.close();
        Milestones board = board(closed, 0);
        board.take("live", List.of(OURS), 12, 12);

        assertThat(board.known("live")).isEmpty();
        assertThat(announced).isEmpty();
        assertThat(errors.count()).isEqualTo(1);
        assertThat(String.join("\n", printed)).contains("recording a milestone");
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones later = board(log, 0);
            later.take("live", List.of(OURS), 12, 12);
            assertThat(announced).containsExactly(10L);
        }
    }

    private Milestones board(MilestoneLog log, long totalAtStart) {
        return board(log, node(totalAtStart));
    }

    private Milestones board(MilestoneLog log, NodeAtStart node) {
        return new Milestones(
                PLAN, log, node, entry -> announced.add(entry.reached().total()), () -> passed++, errors);
    }

    private static NodeAtStart node(long totalAtStart) {
        return new NodeAtStart("node", 7, Map.of("live", totalAtStart));
    }
}
