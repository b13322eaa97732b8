package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.config.UsageException;
import junretsu.testing.FlagSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersConfigTest {

    @ParameterizedTest
    @CsvSource({"5,0", "16,0", "17,2", "10000,2"})
    void aFewClientsHaveAThreadEachAndManyShareTwo(String connections, int loops) {
        assertThat(config("connections", connections).loops()).isEqualTo(loops);
    }

    @Test
    void theNumberOfLoopsThatIsGivenStandsForAnyNumberOfClients() {
        assertThat(config("loops", "1").loops()).isEqualTo(1);
        assertThat(config("loops", "3", "connections", "1000").loops()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "port", "connections", "loops"})
    void whatIsAboutClientsDoesNotGoWithStandardInput(String flag) {
        assertThatThrownBy(() -> config("stdin", "true", flag, "7"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--" + flag + " is about clients over TCP");
        assertThat(config("stdin", "true").isStdin()).isTrue();
    }

    @Test
    void tlsNeedsACertificateAndItsKeyAndLoops() {
        assertThatThrownBy(() -> config("tls", "true"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--tls-cert FILE");
        NumbersConfig encrypted = config("tls", "true", "tls-cert", "c.pem", "tls-key", "k.pem", "http", "off");
        assertThat(encrypted.tls().certificate()).hasFileName("c.pem");
        assertThat(encrypted.loops()).isEqualTo(2);
    }

    private static NumbersConfig config(String... flags) {
        return NumbersConfig.from(FlagSettings.of(flags));
    }
}
