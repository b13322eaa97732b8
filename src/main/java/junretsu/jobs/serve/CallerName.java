package junretsu.jobs.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import junretsu.jobs.JobWire;
import junretsu.web.BadRequest;
import junretsu.web.Request;

/** The caller whom a request names: in the header {@value JobWire#CALLER_HEADER}, or in {@code ?caller=}. */
final class CallerName {
    private CallerName() {}

    /** @throws BadRequest when it names none, or none that is a name */
    static String of(Request request) {
        String name = orNull(request);
        if (name == null) {
            throw new BadRequest(
                    "caller",
                    "there is no caller; name it in the header " + JobWire.CALLER_HEADER + " or behind ?caller=");
        }
        return name;
    }

    /**
     * The same; null when the request names none.
     *
     * @throws BadRequest when it is no name
     */
    static String orNull(Request request) {
        String header = request.header(JobWire.CALLER_HEADER);
        String name = header == null ? request.query("caller") : utf8(header);
        if (name != null) {
            require("caller", "the caller", name, JobWire.CALLER_BYTES_MAX);
        }
        return name;
    }

    /**
     * The request's idempotency key; null when it has none.
     *
     * @throws BadRequest when it is no key
     */
    static String idempotencyKey(Request request) {
        String header = request.header(JobWire.IDEMPOTENCY_HEADER);
        if (header == null) {
            return null;
        }
        String key = utf8(header);
        require(JobWire.IDEMPOTENCY_HEADER, "the idempotency key", key, JobWire.IDEMPOTENCY_KEY_BYTES_MAX);
        return key;
    }

    private static void require(String field, String what, String text, int bytesMax) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > bytesMax || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequest(
                    field, what + " is text of 1 to " + bytesMax + " bytes of UTF-8 without control characters");
        }
    }

    /** A header comes as ISO 8859-1, whatever it was meant to be. */
    private static String utf8(String header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("caller", "a name in a header is not UTF-8");
        }
    }
}
