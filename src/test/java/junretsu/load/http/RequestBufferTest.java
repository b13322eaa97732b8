package junretsu.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBufferTest {
    private static final HttpTarget TARGET = HttpTarget.parse("http://localhost:5000/");
    private final RequestBuffer request = new RequestBuffer();

    @Test
    void aRequestWithoutABodyIsItsHead() {
        request.begin("GET", TARGET, "/a%2Fb?c=d");
        assertThat(whole()).isEqualTo("GET /a%2Fb?c=d HTTP/1.1\r\nHost: localhost:5000\r\n\r\n");
    }

    @Test
    void eachBodyHasItsLength() {
        request.begin("POST", TARGET, "/items", "text/plain");
        for (String body : new String[] {"", "x".repeat(5_000), "short", "x".repeat(123_456)}) {
            request.clearBody().text(body);
            assertThat(request.bodyLength()).isEqualTo(body.length());
            assertThat(whole())
                    .isEqualTo("POST /items HTTP/1.1\r\nHost: localhost:5000\r\nContent-Type: text/plain\r\n"
                            + String.format("Content-Length: %10d\r\n\r\n", body.length()) + body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a:1", "http://a:1/path", "http://u@a:1", "http://a:1?q", "a:1", ""})
    void aTargetIsAnHttpServerWithoutAPath(String text) {
        assertThatThrownBy(() -> HttpTarget.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private String whole() {
        return StandardCharsets.UTF_8.decode(request.whole()).toString();
    }
}
