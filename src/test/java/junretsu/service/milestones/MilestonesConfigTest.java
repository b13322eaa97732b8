package junretsu.service.milestones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;
import junretsu.config.UsageException;
import junretsu.store.Milestone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilestonesConfigTest {

    @Test
    void sortsMilestonesByTheirTotals() {
        assertThat(MilestonesConfig.from(milestones("2m=gold", "500k=flash", "1=shake"))
                        .plan())
                .containsExactly(
                        new Milestone(1, "shake"), new Milestone(500_000, "flash"), new Milestone(2_000_000, "gold"));
        assertThat(MilestonesConfig.from(new Settings(Map.of())).plan()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "100", "=flash", "100=", "100=bang", "0=flash", "-1=flash", "100=flash=gold", "x=flash"})
    void refusesWhatIsNoMilestone(String text) {
        assertThatThrownBy(() -> MilestonesConfig.from(milestones(text)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--milestone: '" + text + "' is not accepted; give ");
    }

    @Test
    void refusesTwoMilestonesAtOneTotal() {
        assertThatThrownBy(() -> MilestonesConfig.from(milestones("1k=flash", "1000=gold")))
                .hasMessage("--milestone: 1000 is given twice; give each total once");
    }

    @Test
    void refusesMoreMilestonesThanAStageHas() {
        String[] many =
                IntStream.rangeClosed(1, 101).mapToObj(at -> at + "=gold").toArray(String[]::new);
        assertThatThrownBy(() -> MilestonesConfig.from(milestones(many)))
                .hasMessage("--milestone: 101 are given; give 100 at most");
    }

    @Test
    void knowsNoWebhookUnlessOneIsGivenAndGivesUpAfterAnHour() {
        Settings none = new Settings(Map.of());
        assertThat(MilestonesConfig.from(none).webhook()).isNull();
        assertThat(MilestonesConfig.from(none).webhookGiveUpNanos()).isEqualTo(3_600_000_000_000L);
    }

    private static Settings milestones(String... texts) {
        return new Settings(Map.of("milestone", new Setting(List.of(texts), "flag")));
    }
}
