package junretsu.users.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import junretsu.users.account.Session;

/**
 * A session as a value in Redis or in memory, behind its token's hash:
 *
 * <pre>
 *   1 byte: 1 | 1 byte: n | n bytes: name | 8: created | 8: seen | 8: ends | 2: n | n: address | rest: device
 * </pre>
 *
 * Times are Unix milliseconds, texts UTF-8, numbers big-endian.
 */
public final class SessionBytes {
    private static final byte FORMAT = 1;
    private static final int TIMES = 3 * Long.BYTES;

    private SessionBytes() {}

    /** The bytes that all sessions of an account begin with, and no other. */
    public static byte[] prefix(String username) {
        byte[] name = AccountTable.key(username);
        return ByteBuffer.allocate(2 + name.length)
                .put(FORMAT)
                .put((byte) name.length)
                .put(name)
                .array();
    }

    /** A session but for its token's hash. */
    public static byte[] of(Session session) {
        byte[] prefix = prefix(session.username());
        byte[] address = session.address().getBytes(StandardCharsets.UTF_8);
        byte[] device = session.device().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + TIMES + Short.BYTES + address.length + device.length)
                .put(prefix)
                .putLong(session.createdMs())
                .putLong(session.seenMs())
                .putLong(session.endsMs())
                .putShort((short) address.length)
                .put(address)
                .put(device)
                .array();
    }

    /** @throws IllegalArgumentException when it is no session */
    public static Session read(byte[] tokenHash, byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        try {
            if (bytes.get() != FORMAT) {
                throw new IllegalArgumentException("a session is of format " + value[0]
                        + ", which a newer junretsu wrote; this one knows " + FORMAT);
            }
            String username = text(bytes, bytes.get());
            return new Session(
                    tokenHash,
                    username,
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    text(bytes, bytes.getShort()),
                    text(bytes, bytes.remaining()));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("a session is cut short", e);
        }
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
