package junretsu.votes.milestones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilestonesTest {
    private static final List<Milestone> PLAN = List.of(new Milestone(10, "gold"), new Milestone(20, "flash"));
    private static final MilestonePassed OURS = new MilestonePassed(10, 1_000, "node");
    private static final MilestonePassed THEIRS = new MilestonePassed(20, 2_000, "other");

    @TempDir
    Path directory;

    private final List<Long> announced = new ArrayList<>();
    private int passed;

    @Test
    void announcesItsOwnOnceAndShowsAll() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log);
            board.take("live", List.of(OURS), 12);
            board.take("live", List.of(OURS, THEIRS), 25);
            board.take("live", List.of(OURS, THEIRS), 26);

            assertThat(announced).containsExactly(10L);
            assertThat(passed).isEqualTo(2);
            assertThat(board.known("live")).containsExactly(OURS, THEIRS);
            assertThat(board.next("live")).isNull();
            assertThat(board.next("song-2")).isEqualTo(PLAN.get(0));
        }
    }

    @Test
    void knowsAfterARestartWhatIsStillToBeTold() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            board(log).take("live", List.of(OURS, THEIRS), 25);
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            Milestones board = board(log);
            board.take("live", List.of(OURS, THEIRS), 25);
            assertThat(announced).as("announced again").containsExactly(10L);
            assertThat(log.unsettled("node"))
                    .extracting(entry -> entry.reached().total())
                    .containsExactly(10L);
            log.settle(log.unsettled("node").get(0), MilestoneLog.Outcome.DELIVERED);
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            assertThat(log.unsettled("node")).isEmpty();
        }
    }

    @Test
    void doesNotTellALaterWebhookWhatNobodyWasToldOf() throws Exception {
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            new Milestones(PLAN, log, "node", null, () -> {}).take("live", List.of(OURS), 12);
        }
        try (MilestoneLog log = MilestoneLog.open(directory)) {
            assertThat(log.unsettled("node")).isEmpty();
            assertThat(log.known("live")).containsExactly(OURS);
        }
    }

    private Milestones board(MilestoneLog log) {
        return new Milestones(
                PLAN, log, "node", entry -> announced.add(entry.reached().total()), () -> passed++);
    }
}
