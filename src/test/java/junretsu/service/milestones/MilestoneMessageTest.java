package junretsu.service.milestones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilestoneMessageTest {
    private static final List<Milestone> PLAN = List.of(new Milestone(1, "flash"));

    @TempDir
    Path directory;

    private MilestoneLog log;

    @BeforeEach
    void open() throws Exception {
        log = MilestoneLog.open(directory);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    void saysWhatWasPassedWhenAndUnderWhichId() {
        assertThat(JsonReader.readObject(message(1).json()))
                .isEqualTo(Map.of(
                        "event",
                        "live",
                        "milestone",
                        1L,
                        "effect",
                        "flash",
                        "total",
                        2L,
                        "time",
                        "1970-01-01T00:00:00Z",
                        "time_ms",
                        0L,
                        "id",
                        "live:1"));
    }

    @Test
    void hasNoEffectForAMilestoneThatWasTakenOutOfThePlan() {
        Map<String, Object> fields =
                new HashMap<>(JsonReader.readObject(message(7).json()));
        assertThat(fields).containsEntry("effect", null).containsEntry("id", "live:7");
    }

    @Test
    void isLeftInTheLogUntilItIsSettled() throws Exception {
        MilestoneMessage delivered = message(1);
        MilestoneMessage givenUp = message(2);
        log.passed(delivered.entry(), true);
        log.passed(givenUp.entry(), true);
        assertThat(log.unsettled("node")).containsExactly(delivered.entry(), givenUp.entry());

        delivered.settle(true);
        assertThat(log.unsettled("node")).containsExactly(givenUp.entry());
        givenUp.settle(false);
        assertThat(log.unsettled("node")).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("milestones"))).endsWith("delivered live 1", "failed live 2");
        assertThat(givenUp.name()).isEqualTo("the message about milestone 2");
    }

    private MilestoneMessage message(long milestone) {
        return new MilestoneMessage(
                new MilestoneLog.Entry("live", new MilestonePassed(milestone, 0, "node"), milestone + 1), PLAN, log);
    }
}
