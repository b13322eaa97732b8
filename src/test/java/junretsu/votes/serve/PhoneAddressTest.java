package junretsu.votes.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
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
import org.junit.jupiter.params.provider.ValueSource;

class PhoneAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://votes.example.org,       https://votes.example.org/vote",
        "https://votes.example.org/,      https://votes.example.org/vote",
        "https://votes.example.org/vote,  https://votes.example.org/vote",
        "http://10.0.0.5:8080/show//,     http://10.0.0.5:8080/show/vote",
    })
    void leadsToThePageOfTheAddressThatIsGiven(String given, String page) {
        assertThat(configured(given).page("localhost:8080", false)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"votes.example.org", "ftp://a", "https://a/?lang=ja", "https://a/#x", "https://me:secret@a/"})
    void refusesWhatNoPhoneCanFollow(String given) {
        assertThatThrownBy(() -> configured(given))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--public-url: ");
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.7:8080, false, http://192.168.1.7:8080/vote",
        "votes.example.org, true, https://votes.example.org/vote",
        "localhost:8080,   false, http://10.1.2.3:8080/vote",
        "127.0.0.1:8080,   false, http://10.1.2.3:8080/vote",
        "[::1]:8443,        true, https://10.1.2.3:8443/vote",
        "localhost,        false, http://10.1.2.3/vote",
        "localhost.example.org, false, http://localhost.example.org/vote",
    })
    void isTheOneThatWasAskedForUnlessOnlyThisMachineKnowsIt(String host, boolean isSecure, String page)
            throws Exception {
        InetAddress own = InetAddress.getByName("10.1.2.3");
        assertThat(new PhoneAddress(null, true, false, () -> own).page(host, isSecure))
                .isEqualTo(page);
    }

    @Test
    void staysWhereNoOtherAddressLeadsToTheServer() throws Exception {
        InetAddress own = InetAddress.getByName("10.1.2.3");
        assertThat(new PhoneAddress(null, false, false, () -> own).page("localhost:8080", false))
                .isEqualTo("http://localhost:8080/vote");
        assertThat(new PhoneAddress(null, true, false, () -> null).page("localhost:8080", false))
                .isEqualTo("http://localhost:8080/vote");
        assertThat(new PhoneAddress(null, true, false, () -> own).page(null, false))
                .isEqualTo("http://10.1.2.3/vote");
    }

    private static PhoneAddress configured(String url) {
        Setting setting = new Setting(List.of(url), "flag");
        return PhoneAddress.from(
                new Settings(Map.of("public-url", setting)), HttpConfig.plain(HostPort.parse("*:8080")));
    }
}
