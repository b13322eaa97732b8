package junretsu.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    private static final String LENGTH = "HTTP/1.1 200 OK\r\ncontent-LENGTH: \t5 \r\nX: y\r\n\r\nhello";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "3;name=value\r\nhel\r\n02\r\nlo\r\n0\r\nTrailer: x\r\n\r\n";
    private static final String AFTER_CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nContent-Length: 9\r\n\r\n" + LENGTH;

    private final HttpAnswer answer = new HttpAnswer();

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED, AFTER_CONTINUE})
    void readsABodyWhereverItIsCut(String text) throws Exception {
        for (int cut = 0; cut <= text.length(); cut++) {
            answer.begin(false);
            give(text.substring(0, cut));
            assertThat(answer.isWhole()).as("cut at " + cut).isEqualTo(cut == text.length());
            if (cut < text.length()) {
                give(text.substring(cut));
            }
            assertThat(answer.isWhole()).isTrue();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.keepsConnection()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED, AFTER_CONTINUE})
    void readsABodyThatComesByteByByte(String text) throws Exception {
        answer.begin(false);
        for (char c : text.toCharArray()) {
            assertThat(answer.isWhole()).isFalse();
            give(String.valueOf(c));
        }
        assertThat(answer.text()).isEqualTo("hello");
    }

    @Test
    void growsWithTheBody() throws Exception {
        String body = "x".repeat(100_000);
        answer.begin(false);
        give("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body);
        assertThat(answer.text()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, keep-alive, true",
        "1.1, close, false",
        "1.1, Close, false",
        "1.0, keep-alive, true",
        "1.0, x, false"
    })
    void seesWhetherTheConnectionMayBeUsedAgain(String version, String connection, boolean keeps) throws Exception {
        answer.begin(false);
        give("HTTP/" + version + " 200 OK\r\nConnection: " + connection + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.isWhole()).isTrue();
        assertThat(answer.keepsConnection()).isEqualTo(keeps);
    }

    @Test
    void bytesThatNobodyAskedForEndTheConnection() throws Exception {
        answer.begin(false);
        give(LENGTH + "HTTP/1.1 200 OK\r\n");
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.keepsConnection()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"204, false", "304, false", "200, true"})
    void knowsAnswersWithoutABody(int status, boolean asksForHead) throws Exception {
        answer.begin(asksForHead);
        give("HTTP/1.1 " + status + " X\r\nContent-Length: 5\r\n\r\n");
        assertThat(answer.isWhole()).isTrue();
        assertThat(answer.bodyLength()).isZero();
        assertThat(answer.keepsConnection()).isTrue();
    }

    @Test
    void aBodyWithoutALengthGoesToTheEndOfTheConnection() throws Exception {
        answer.begin(false);
        give("HTTP/1.1 200 OK\r\n\r\nhello");
        assertThat(answer.isWhole()).isFalse();
        answer.ended();
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.keepsConnection()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"})
    void anEndInTheMiddleIsAFault(String text) throws Exception {
        answer.begin(false);
        give(text);
        assertThatThrownBy(answer::ended).isInstanceOf(MalformedAnswer.class).hasMessage("cut off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2 Debian\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n"
            })
    void refusesWhatIsNoAnswer(String text) {
        answer.begin(false);
        assertThatThrownBy(() -> give(text)).isInstanceOf(MalformedAnswer.class);
    }

    private void give(String text) throws MalformedAnswer {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        do {
            int count = Math.min(bytes.length - at, answer.room().remaining());
            answer.room().put(bytes, at, count);
            answer.received(count);
            at += count;
        } while (at < bytes.length);
    }
}
