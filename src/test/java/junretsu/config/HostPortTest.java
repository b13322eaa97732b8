package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @Test
    void readsNamesAndAddressesOfBothFamilies() {
        assertThat(HostPort.parse("127.0.0.1:9999")).isEqualTo(new HostPort("127.0.0.1", 9999));
        assertThat(HostPort.parse("[::1]:80")).isEqualTo(new HostPort("::1", 80));
        assertThat(HostPort.parse("votes.example:1")).isEqualTo(new HostPort("votes.example", 1));
        assertThat(HostPort.parse(":0")).isEqualTo(new HostPort("*", 0));
        assertThat(HostPort.parse("*:65535")).isEqualTo(new HostPort("*", 65535));
    }

    @Test
    void writesAnAddressAsItIsTyped() throws Exception {
        for (String text : new String[] {"127.0.0.1:9999", "[::1]:80", "*:7"}) {
            assertThat(HostPort.parse(text)).hasToString(text);
        }
        assertThat(HostPort.format(new InetSocketAddress("127.0.0.1", 5))).isEqualTo("127.0.0.1:5");
        assertThat(HostPort.format(HostPort.parse("*:5").resolve())).isEqualTo("*:5");
        assertThat(HostPort.format(HostPort.parse("[::1]:5").resolve())).isEqualTo("[0:0:0:0:0:0:0:1]:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", "host:x", "host:65536", "host:-1", "::1:80", "host:99999999999"})
    void refusesATextWithoutHostAndPortAndSaysWhatIsAccepted(String text) {
        assertThatThrownBy(() -> HostPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.1:9999");
    }
}
