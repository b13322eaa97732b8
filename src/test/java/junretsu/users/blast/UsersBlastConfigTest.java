package junretsu.users.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersBlastConfigTest {

    @Test
    void withoutFlagsItLoadsTheDefaultServerInClosedLoopWithPasswords() {
        UsersBlastConfig config = config();
        assertThat(config.target()).hasToString("127.0.0.1:7080");
        assertThat(config.isOpenLoop()).isFalse();
        assertThat(config.ways()).containsExactly(LoginWay.PASSWORD);
        assertThat(config.mix()).hasToString("login=1,validate=8,nickname=1");
        assertThat(config.picked()).isEqualTo(10_000);
    }

    @Test
    void waysToLogInAreStagesInTheirOrder() {
        UsersBlastConfig config = config("login", "scram,remembered,fresh", "mix", "login", "pick", "fixed:200");
        assertThat(config.ways()).isEqualTo(List.of(LoginWay.SCRAM, LoginWay.REMEMBERED, LoginWay.FRESH));
        assertThat(config.picked()).isEqualTo(200);
    }

    @Test
    void theLoopsPartsAreWhatWasAskedFor() {
        UsersBlastConfig config = config("count", "1001", "loops", "2");
        assertThat(config.quota(0) + config.quota(1)).isEqualTo(1_001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "count;5;duration;1s;exclude each other",
                "mix;login=1,fly=2;count;1;login, validate, nickname and logout with whole weights",
                "mix;login=0;count;1;one of them more than 0",
                "mix;login,login;count;1;each once",
                "pick;fixed:0;count;1;fixed:N for N users",
                "pick;zipf:9;count;1;zipf:EXPONENT up to 5",
                "login;magic;count;1;one or more of password, fresh, scram, remembered, token",
                "login;scram,scram;count;1;each once",
                "login;fresh;pick;fixed:3;--mix login=1",
                "login;remembered;count;1;--pick fixed:N",
                "login;token;mix;validate,logout;leave it out of --mix",
                "mix;validate=1;count;1;--login token",
                "users;200m;count;1;a number from 1 to 100m",
                "clients;1;loops;2;give fewer"
            })
    void saysWhatIsAccepted(String first, String value, String second, String other, String sentence) {
        assertThatThrownBy(() -> config(first, value, second, other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    private static UsersBlastConfig config(String... namesAndValues) {
        return UsersBlastConfig.from(FlagSettings.of(namesAndValues));
    }
}
