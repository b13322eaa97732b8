package junretsu.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
    private static final String PLAIN = "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\nX-One:  two \r\n\r\n"
            + "3\r\nhel\r\n2;more=1\r\nlo\r\n0\r\nTrailer: any\r\n\r\n";

    private final AnswerParser parser = new AnswerParser(1_000);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String body(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, CHUNKED})
    void anAnswerIsTheSameWhereverItIsCut(String text) throws IOException {
        for (int cut = 0; cut < text.length(); cut++) {
            parser.begin(false);
            assertThat(parser.take(bytes(text.substring(0, cut))))
                    .as("cut at " + cut)
                    .isNull();
            HttpAnswer answer = parser.take(bytes(text.substring(cut)));
            assertThat(body(answer)).isEqualTo("hello");
            assertThat(answer.status()).isEqualTo(text.equals(PLAIN) ? 200 : 201);
        }
    }

    @Test
    void headersKeepTheirOrderAndLoseTheSpacesAroundThem() throws IOException {
        HttpAnswer answer = parser.take(bytes(CHUNKED));
        assertThat(answer.headers()).containsExactly("Transfer-Encoding", "chunked", "X-One", "two");
        assertThat(answer.header("x-one")).isEqualTo("two");
        assertThat(answer.header("x-two")).isNull();
    }

    @Test
    void whatStandsBehindTheAnswerIsLeft() throws IOException {
        ByteBuffer two = bytes(PLAIN + PLAIN);
        assertThat(body(parser.take(two))).isEqualTo("hello");
        assertThat(two.remaining()).isEqualTo(PLAIN.length());
        parser.begin(false);
        assertThat(body(parser.take(two))).isEqualTo("hello");
    }

    @Test
    void answersThatHaveNoBodyNeedNoLength() throws IOException {
        for (String line : List.of("204 No Content", "304 Not Modified")) {
            parser.begin(false);
            assertThat(parser.take(bytes("HTTP/1.1 " + line + "\r\n\r\n")).body())
                    .isEmpty();
        }
        parser.begin(true);
        HttpAnswer toHead = parser.take(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
        assertThat(toHead.body()).isEmpty();
        parser.begin(false);
        assertThat(parser.take(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
                        .body())
                .isEmpty();
    }

    @Test
    void anInterimAnswerIsPassedOver() throws IOException {
        HttpAnswer answer = parser.take(bytes("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" + PLAIN));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X")).isNull();
    }

    @Test
    void knowsWhenTheServerWillClose() throws IOException {
        parser.take(bytes(PLAIN));
        assertThat(parser.isLast()).isFalse();
        parser.begin(false);
        parser.take(bytes("HTTP/1.1 204 No Content\r\nconnection: Close\r\n\r\n"));
        assertThat(parser.isLast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
                "junretsu\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n7fffffffffffffff\r\n"
            })
    void refusesWhatIsNoProperAnswer(String text) {
        assertThatThrownBy(() -> parser.take(bytes(text)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("its answer ");
    }

    @Test
    void refusesAHeadWithoutAnEnd() {
        assertThatThrownBy(() -> parser.take(bytes("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(5_000))))
                .hasMessageContaining("bytes of headers");
    }
}
