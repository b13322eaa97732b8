package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlastConfigTest {

    @Test
    void loadsForTenSecondsAsFastAsItCanByDefault() {
        BlastConfig config = config();

        assertThat(config.rate()).isEqualTo(Rate.MAX);
        assertThat(config.durationNanos()).isEqualTo(10_000_000_000L);
        assertThat(config.count()).isEqualTo(Long.MAX_VALUE);
        assertThat(config.target()).hasToString("127.0.0.1:4711");
        assertThat(config.seed()).isOne();
        assertThat(config.verify()).isNull();
        assertThat(config.limits().lossMax()).isNull();
    }

    @Test
    void hasNoEndInTimeWhenACountIsGiven() {
        BlastConfig config = config("count", "5m");

        assertThat(config.count()).isEqualTo(5_000_000);
        assertThat(config.durationNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"0", "-7", "9223372036854775807"})
    void takesAnyWholeNumberForASeed(String seed) {
        assertThat(config("seed", seed).seed()).isEqualTo(Long.parseLong(seed));
    }

    @ParameterizedTest
    @CsvSource({"count=5,duration=1s", "max-loss=1%,seed=4"})
    void refusesFlagsThatDoNotGoTogether(String first, String second) {
        assertThatThrownBy(() -> config((first + "=" + second).split("=")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--")
                .hasMessageContaining("give");
    }

    @ParameterizedTest
    @CsvSource({
        "rate,fast",
        "rate,0",
        "target,*:9999",
        "target,host:0",
        "target,9999",
        "seed,x",
        "verify,127.0.0.1:8080",
        "verify,ftp://x",
        "max-loss,2",
        "duration,10",
        "count,1.5"
    })
    void refusesInvalidValuesAndSaysWhatIsAccepted(String flag, String value) {
        assertThatThrownBy(() -> config("verify", "http://x", flag, value))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--" + flag + ": '" + value + "' is not accepted; give ");
    }

    @Test
    void aLossOfJustTheShareAllowedPassesNoLimit() {
        BlastConfig config = config("verify", "http://x", "max-loss", "0.7%");

        assertThat(config.limits().isPassedBy(7 / 1_000.0)).isFalse();
        assertThat(config.limits().isPassedBy(8 / 1_000.0)).isTrue();
        assertThat(config().limits().isPassedBy(1)).isFalse();
        assertThat(config.limits()
                        .check()
                        .loss(7 / 1_000.0, "of the cups was lost", "")
                        .sentence())
                .isNull();
        assertThat(config.limits()
                        .check()
                        .loss(8 / 1_000.0, "of the cups was lost", "")
                        .sentence())
                .isEqualTo("0.8000% of the cups was lost, more than --max-loss 0.7000%");
    }

    @Test
    void theWholeLoadIsOneStageThatEndsByItsCountOrItsDuration() {
        assertThat(config("rate", "1k", "count", "5").stage())
                .isEqualTo(new LoadStage(new Rate(1_000), Long.MAX_VALUE, 5));
        assertThat(config("rate", "1k", "duration", "2s").stage())
                .isEqualTo(new LoadStage(new Rate(1_000), 2_000_000_000L, 2_000));
    }

    @Test
    void asksForRateTimesDuration() {
        assertThat(new Rate(500_000).in(100_000_000L)).isEqualTo(50_000);
        assertThat(new Rate(1).in(1)).isOne();
        assertThat(Rate.MAX.in(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(Rate.MAX.pacer(1, 1, 0).isUnlimited()).isTrue();
        assertThat(new Rate(1_000).pacer(10, 2, 1)).isEqualTo(new Pacer(100, 2, 1));
    }

    private static BlastConfig config(String... namesAndValues) {
        return BlastConfig.from(FlagSettings.of(namesAndValues), BlastConfig.target(4711));
    }
}
