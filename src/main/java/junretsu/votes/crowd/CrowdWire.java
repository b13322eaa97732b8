package junretsu.votes.crowd;

import java.nio.ByteBuffer;
import junretsu.tally.SenderFile;
import junretsu.web.BadRequest;

/**
 * The wire format of browsers. Numbers are big-endian:
 *
 * <pre>
 *   message   | number 8 | button | button | ...     each button a byte, as in a datagram; up to 4,096 of them
 *   answer    | acknowledged 8 | counted 8 | limited 8 |
 * </pre>
 *
 * A client numbers its messages from 1 up and sends one again, under its number, when it was not acknowledged. The
 * answer has the highest number that was taken, all before it included, and how many votes of this client were counted
 * and how many were over its rate, in all.
 */
public final class CrowdWire {
    /** The path of the WebSocket. */
    public static final String SOCKET_PATH = "/ws/vote";

    /** The path at which the same messages are posted. */
    public static final String POST_PATH = "/vote";

    /** Votes of one message at most. */
    public static final int VOTES_MAX = 4_096;

    static final int NUMBER_BYTES = 8;

    /** The longest message. */
    public static final int MESSAGE_BYTES_MAX = NUMBER_BYTES + VOTES_MAX;

    /** The length of an answer. */
    public static final int ANSWER_BYTES = 24;

    private static final int CLIENT_DIGITS = 16;

    private CrowdWire() {}

    static byte[] answer(SenderFile.Sender standing) {
        return ByteBuffer.allocate(ANSWER_BYTES)
                .putLong(standing.number())
                .putLong(standing.counted())
                .putLong(standing.limited())
                .array();
    }

    /** @throws BadRequest when the text is not 16 hexadecimal digits */
    static long client(String text) {
        if (text == null || text.length() != CLIENT_DIGITS) {
            throw badClient();
        }
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            throw badClient();
        }
    }

    private static BadRequest badClient() {
        return new BadRequest("client", "client is " + CLIENT_DIGITS + " random hexadecimal digits");
    }
}
