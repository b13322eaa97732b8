package junretsu.users.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import junretsu.users.serve.UsersConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a front that stands alone, and what it does not take. */
class FrontConfigTest {

    private static FrontConfig of(String... namesAndValues) {
        return UsersConfig.ofFront(FlagSettings.of(namesAndValues));
    }

    @Test
    void asksABackEndWithoutAKeyAndInTheClearByDefault() throws Exception {
        FrontConfig config = of("backend", "10.0.0.5:7080");
        assertThat(config.backEnds()).containsExactly(new HostPort("10.0.0.5", 7080));
        assertThat(config.keyFile()).isNull();
        assertThat(config.tls()).isNull();
        assertThat(config.proxies()).isEmpty();
        assertThat(FrontConfig.key(null)).isNull();
    }

    @Test
    void believesNoProxyButThoseThatAreNamed() throws Exception {
        assertThat(of("backend", "a:1", "proxy", "::1").proxies()).containsExactly(InetAddress.getByName("::1"));
        assertThat(of("backend", "a:1", "backend-tls", "system").tls()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http    | off         | give it an address
                    http    | 127.0.0.1:1 | give --backend HOST:PORT
                    backend | 10.0.0.5    | 'not accepted'
                    """)
    void needsABackEndAndAnAddress(String name, String value, String sentence) {
        String said = sentence.replace("'", "");
        assertThatThrownBy(() -> of(name, value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({"example.org", "10.0.0", "''", "10.0.0.5:80", "1.2.3.4.5"})
    void aProxyIsAnAddressAndNoName(String text) {
        assertThatThrownBy(() -> of("backend", "a:1", "proxy", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("an IP address, such as 10.0.0.7");
    }

    @Test
    void whatTheOtherRoleHasIsRejectedAndNotPassedOver() {
        Settings front = FlagSettings.of("role", "front", "database", "jdbc:mariadb://a/b");
        assertThatThrownBy(() -> FrontConfig.requireNothingOfABackEnd(front, UsersConfig.KEEPER_FLAGS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--database is a back end's");
        Settings back = FlagSettings.of("backend", "a:1");
        assertThatThrownBy(() -> FrontConfig.requireNothingOfAFront(back))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("give --role front too");
    }

    @Test
    void saysWhereOthersCouldReadPasswordsAndWhenAddressesAreUnknown() throws Exception {
        String[] clear = {"backend", "a:1", "http", "0.0.0.0:7081"};
        assertThat(FrontAdvice.of(of(clear).http())).singleElement().asString().contains("--tls-cert");
        assertThat(FrontAdvice.of(of("backend", "a:1").http())).isEmpty();
        FrontConfig encrypted = of("backend", "a:1", "http", "*:7081", "tls-cert", "c.pem", "tls-key", "k.pem");
        assertThat(FrontAdvice.of(encrypted.http())).isEmpty();
        assertThat(FrontAdvice.ofFront(encrypted.http(), null))
                .singleElement()
                .asString()
                .contains("--front-key-file");
        assertThat(FrontAdvice.ofFront(encrypted.http(), Path.of("key"))).isEmpty();
    }

    @Test
    void aKeyThatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> FrontConfig.key(Path.of("no/such/file")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--front-key-file");
    }
}
