package junretsu.load.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The opening handshake, with the key of RFC 6455, 1.3. */
class OpeningHandshakeTest {
    private static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final String UPGRADE =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

    private final OpeningHandshake handshake = new OpeningHandshake(new Random() {
        private static final long serialVersionUID = 1;

        @Override
        public void nextBytes(byte[] bytes) {
            ByteBuffer.wrap(bytes).put("the sample nonce".getBytes(StandardCharsets.US_ASCII));
        }
    });

    @Test
    void asksAsABrowserDoes() {
        assertThat(new String(handshake.request("127.0.0.1:8080", "/ws/vote?client=0"), StandardCharsets.US_ASCII))
                .startsWith("GET /ws/vote?client=0 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
                .contains(
                        "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "\r\nOrigin: http://127.0.0.1:8080\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void takesTheAnswerThatFitsItsKey() {
        assertThat(handshake.refusal(UPGRADE + ACCEPT + "\r\n\r\n")).isNull();
        assertThat(handshake.refusal(
                        (UPGRADE + ACCEPT).replace("Upgrade: websocket", "upgrade:WebSocket") + "\r\n\r\n"))
                .isNull();
    }

    @Test
    void refusesEachOtherAnswer() {
        assertThat(handshake.refusal(UPGRADE + ACCEPT.replace("s3", "S3") + "\r\n\r\n"))
                .contains("wrong Sec-WebSocket-Accept");
        assertThat(handshake.refusal(UPGRADE + "\r\n")).contains("wrong Sec-WebSocket-Accept");
        assertThat(handshake.refusal("HTTP/1.1 503 Service Unavailable\r\n\r\n"))
                .isEqualTo("answer 503");
        assertThat(handshake.refusal("SSH-2.0-OpenSSH_9.2\r\n\r\n")).isEqualTo("an answer that is not HTTP");
        assertThat(handshake.refusal("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"))
                .contains("something else");
        assertThat(handshake.refusal(UPGRADE + ACCEPT + "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"))
                .contains("nobody asked for");
    }
}
