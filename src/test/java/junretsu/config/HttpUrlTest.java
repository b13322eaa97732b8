package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

    @Test
    void takesHttpAndHttps() {
        assertThat(HttpUrl.parse("http://127.0.0.1:8080")).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(HttpUrl.parse("https://[::1]/hook?x=1").getHost()).isEqualTo("[::1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "foo", "lights.example.org/hook", "127.0.0.1:8080", "ftp://x", "http://", "http:x", "a b"})
    void refusesWhatHasNoSchemeOrHostInASentence(String text) {
        assertThatThrownBy(() -> HttpUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an http or https URL such as http://127.0.0.1:8080");
    }
}
