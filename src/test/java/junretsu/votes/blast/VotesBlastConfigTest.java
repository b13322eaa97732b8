package junretsu.votes.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import junretsu.config.UsageException;
import junretsu.load.LoadStage;
import junretsu.load.Rate;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotesBlastConfigTest {

    @Test
    void goesAsFastAsItCanForTenSecondsByDefault() {
        VotesBlastConfig config = config();

        assertThat(config.plan()).containsExactly(new LoadStage(Rate.MAX, 10_000_000_000L, Long.MAX_VALUE));
        assertThat(config.sockets()).isEqualTo(1);
    }

    @Test
    void asksForRateTimesDuration() {
        assertThat(config("rate", "500k", "duration", "100ms").plan())
                .containsExactly(new LoadStage(new Rate(500_000), 100_000_000L, 50_000));
    }

    @Test
    void hasNoEndInTimeWhenACountIsGiven() {
        assertThat(config("rate", "500k", "count", "5m").plan())
                .containsExactly(new LoadStage(new Rate(500_000), Long.MAX_VALUE, 5_000_000));
    }

    @ParameterizedTest
    @CsvSource({"1s,2", "10s,10", "1m,20", "50ms,2"})
    void climbsInStepsOfAboutASecond(String duration, int stages) {
        List<LoadStage> plan = config("ramp", "10k..500k", "duration", duration).plan();

        assertThat(plan).hasSize(stages);
        assertThat(plan.get(0).rate().perSecond()).isEqualTo(10_000);
        assertThat(plan.get(stages - 1).rate().perSecond()).isEqualTo(500_000);
        assertThat(plan)
                .isSortedAccordingTo(
                        (a, b) -> Long.compare(a.rate().perSecond(), b.rate().perSecond()));
    }

    @Test
    void givesEachOfSeveralSendersSixteenFlows() {
        assertThat(config("threads", "2").sockets()).isEqualTo(32);
        assertThat(config("threads", "2", "sockets", "5").sockets()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"rate=1k,ramp=1k..2k", "count=5,ramp=1k..2k", "count=5,duration=1s", "threads=4,sockets=3"})
    void refusesFlagsThatDoNotGoTogether(String first, String second) {
        assertThatThrownBy(() -> config((first + "=" + second).split("=")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--")
                .hasMessageContaining("give");
    }

    @ParameterizedTest
    @CsvSource({"rate,fast", "ramp,5k", "ramp,9k..2k", "payload,0", "payload,65508", "threads,65"})
    void refusesInvalidValuesAndSaysWhatIsAccepted(String flag, String value) {
        assertThatThrownBy(() -> config(flag, value))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--" + flag + ": '" + value + "' is not accepted; give ");
    }

    private static VotesBlastConfig config(String... namesAndValues) {
        return VotesBlastConfig.from(FlagSettings.of(namesAndValues));
    }
}
