package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

    @Test
    void takesAnAddressWithItsScheme() {
        assertThat(HttpUrl.parse("https://u:pw@lights.example.org/hook?a=b"))
                .isEqualTo(URI.create("https://u:pw@lights.example.org/hook?a=b"));
        assertThat(HttpUrl.parse("http://[::1]:8080")).hasPort(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "",
                "lights.example.org/hook",
                "ftp://host/",
                "http:/host",
                "http://",
                "http://a b/",
                "http://host:99999/",
                "http://host:0/",
                "http://host:99999999999/"
            })
    void refusesATextThatIsNoUrl(String text) {
        assertThatThrownBy(() -> HttpUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an http or https URL such as http://127.0.0.1:8080, ports 1 to 65535");
    }

    @Test
    void hidesWhatIsSecret() {
        String url = "https://u:p@w@hooks.example.org:8443/SECRET?token=SECRET";
        assertThat(HttpUrl.withoutPath(url)).isEqualTo("https://***@hooks.example.org:8443/***");
        assertThat(HttpUrl.withoutUser(url)).isEqualTo("https://***@hooks.example.org:8443/SECRET?token=SECRET");
        assertThat(HttpUrl.withoutPath("http://host:1/")).isEqualTo("http://host:1/");
        assertThat(HttpUrl.withoutPath("u:pw@host/SECRET")).isEqualTo("***@host/***");
        assertThat(HttpUrl.withoutUser("foo")).isEqualTo("foo");
    }
}
