package junretsu.votes.blast.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;

/** The flags of a crowd. */
class CrowdBlastConfigTest {

    @Test
    void asksForAsManyVotesAsAreDueInTheTime() {
        CrowdBlastConfig config = from("clients", "10k", "rate", "10k", "duration", "30s", "burst", "10");

        assertThat(config.messages()).isEqualTo(30_000);
        assertThat(config.sources()).isZero();
        assertThat(config.verify()).isFalse();
    }

    @Test
    void manyVotersComeFromSeveralAddresses() {
        assertThat(from("clients", "20k").sources()).isZero();
        assertThat(from("clients", "50k").sources()).isEqualTo(3);
        assertThat(from("clients", "50", "sources", "7").sources()).isEqualTo(7);
    }

    @Test
    void aKillCheckVerifies() {
        assertThat(from("kill-check", "true").verify()).isTrue();
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> from("count", "15", "burst", "10"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no multiple of --burst 10");
        assertThatThrownBy(() -> from("count", "15", "duration", "10s")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> from("rate", "max")).hasMessageContaining("so many a second");
        assertThatThrownBy(() -> from("clients", "2m")).hasMessageContaining("1 to 1000000");
        assertThatThrownBy(() -> from("burst", "5k")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> from("target", "https://127.0.0.1:1")).hasMessageContaining("http URL");
    }

    private static CrowdBlastConfig from(String... flags) {
        return CrowdBlastConfig.from(FlagSettings.of(flags));
    }
}
