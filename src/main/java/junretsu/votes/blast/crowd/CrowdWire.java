package junretsu.votes.blast.crowd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The messages between a browser and the server, all numbers big endian.
 *
 * <pre>
 * vote     8 bytes running number, from 1 up | each byte a vote
 * answer   8 bytes number, all up to which are acknowledged | 8 bytes votes counted of this client in all |
 *          8 bytes votes limited in all
 * </pre>
 */
final class CrowdWire {
    static final int NUMBER_BYTES = 8;
    static final int ANSWER_BYTES = 24;

    /** Votes that a message may have. */
    static final int VOTES_MAX = 4_096;

    private static final String PATH = "/ws/vote?client=";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private CrowdWire() {}

    /** The path of a client's WebSocket. */
    static String path(long client) {
        return PATH + HexFormat.of().toHexDigits(client);
    }

    /** Writes a message; returns its length. */
    static int write(long number, byte[] votes, int from, int count, byte[] message) {
        LONG.set(message, 0, number);
        System.arraycopy(votes, from, message, NUMBER_BYTES, count);
        return NUMBER_BYTES + count;
    }

    /** The number that an answer acknowledges. */
    static long number(byte[] answer) {
        return (long) LONG.get(answer, 0);
    }

    /** The votes that were counted, by an answer. */
    static long counted(byte[] answer) {
        return (long) LONG.get(answer, 8);
    }

    /** The votes that were limited, by an answer. */
    static long limited(byte[] answer) {
        return (long) LONG.get(answer, 16);
    }
}
