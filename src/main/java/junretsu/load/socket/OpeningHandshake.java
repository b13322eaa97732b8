package junretsu.load.socket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The request that asks for a WebSocket, and the answer that grants it (RFC 6455, 4.1 and 4.2.2). Immutable. */
final class OpeningHandshake {
    /** RFC 6455, 1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int KEY_BYTES = 16;
    private static final String SWITCHING = "HTTP/1.1 101";
    private static final int STATUS_AT = 9;
    private static final int STATUS_END = 12;

    private final String key;

    OpeningHandshake(RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        key = Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The request, as a browser sends it from a page of the same server.
     *
     * @param host as in {@code 127.0.0.1:8080}
     * @param path with what stands behind the question mark
     */
    byte[] request(String host, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Origin: http://" + host + "\r\nSec-WebSocket-Key: " + key
                        + "\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Checks the answer.
     *
     * @param head up to its empty line
     * @return why it grants no WebSocket, as in {@code answer 503}; null when it does
     */
    String refusal(String head) {
        if (!head.startsWith(SWITCHING)) {
            boolean isHttp = head.startsWith("HTTP/1.") && head.length() >= STATUS_END;
            return isHttp ? "answer " + head.substring(STATUS_AT, STATUS_END) : "an answer that is not HTTP";
        }
        if (!"websocket".equalsIgnoreCase(field(head, "upgrade"))
                || !field(head, "connection").toLowerCase(Locale.ROOT).contains("upgrade")) {
            return "answer 101 to something else than a WebSocket";
        }
        if (!accept().equals(field(head, "sec-websocket-accept"))) {
            return "a wrong Sec-WebSocket-Accept";
        }
        boolean isPlain = field(head, "sec-websocket-extensions").isEmpty()
                && field(head, "sec-websocket-protocol").isEmpty();
        return isPlain ? null : "an extension or a protocol that nobody asked for";
    }

    private String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    /** @param name in lower case; the value is empty when no line has it */
    private static String field(String head, String name) {
        return Arrays.stream(head.split("\r\n"))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
