package junretsu.votes.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Settings.Setting;
import junretsu.config.UsageException;
import junretsu.web.HttpConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdConfigTest {
    private static final HttpConfig LOOPBACK = HttpConfig.plain(HostPort.parse("127.0.0.1:8080"));
    private static final HttpConfig ALL = HttpConfig.plain(HostPort.parse("0.0.0.0:8080"));

    @Test
    void isOnByItselfOnlyWhereNobodyElseCanReachTheServer() {
        assertThat(config(LOOPBACK).connections()).isEqualTo(10_000);
        assertThat(config(ALL).isOn()).isFalse();
        assertThat(config(null).isOn()).isFalse();
        assertThat(config(ALL, "crowd", "2k").connections()).isEqualTo(2_000);
        assertThat(config(LOOPBACK, "crowd", "off").isOn()).isFalse();
    }

    @Test
    void aBurstIsTwoSecondsWorthAndAtLeastTen() {
        assertThat(config(LOOPBACK).rate().burst()).isEqualTo(40);
        assertThat(config(LOOPBACK, "crowd-rate", "3").rate().burst()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crowd       | 0      | auto, off, or a whole number from 1 to 100000",
                "crowd       | 100001 | auto, off, or a whole number from 1 to 100000",
                "crowd       | on     | auto, off, or a whole number from 1 to 100000",
                "crowd-rate  | 0/s    | votes a second from 1/s to 10000/s",
                "crowd-rate  | 20/m   | votes a second from 1/s to 10000/s",
                "crowd-share | 0%     | a share of more than 0%",
            })
    void saysWhatIsAccepted(String flag, String value, String sentence) {
        assertThatThrownBy(() -> config(LOOPBACK, flag, value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aFlagWithoutEffectIsRejected() {
        assertThatThrownBy(() -> config(ALL, "crowd-rate", "5/s"))
                .hasMessage("--crowd-rate is about votes from browsers; give --crowd N too");
        assertThatThrownBy(() -> config(null, "crowd", "10")).hasMessageContaining("--http is off");
    }

    private static CrowdConfig config(HttpConfig http, String... flags) {
        Map<String, Setting> settings = new HashMap<>();
        for (int i = 0; i < flags.length; i += 2) {
            settings.put(flags[i], new Setting(List.of(flags[i + 1]), "flag"));
        }
        return CrowdConfig.from(new Settings(settings), http);
    }
}
