package junretsu.items.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The records of the list of tenants, integers little-endian:
 *
 * <pre>
 *   defined:    | 1 | number i32 | generation i64 | window i64, unix milliseconds or -1 | length i16 | name in UTF-8 |
 *   erased:     | 2 | number i32 | next generation of the name i64 |
 *   dropped:    | 3 | 0 i32 | unix milliseconds i64: all windows that began before count no more |
 *   generation: | 4 | 0 i32 | next generation i64 | length i16 | name in UTF-8, of a tenant that was erased |
 *   next:       | 5 | number i32 of the next tenant | 0 i64 |
 * </pre>
 *
 * Numbers grow; one that is left out was erased before the list was written anew, see {@link TenantRewrite}.
 */
final class TenantRecord {
    static final byte DEFINED = 1;
    static final byte ERASED = 2;
    static final byte DROPPED = 3;
    static final byte GENERATION = 4;
    static final byte NEXT = 5;

    private static final int FIXED_BYTES = 1 + 4 + 8;

    private TenantRecord() {}

    static void defined(FrameBuffer frame, Tenant tenant) {
        byte[] name = nameBytes(tenant.name());
        frame.room(FIXED_BYTES + 8 + 2 + name.length)
                .put(DEFINED)
                .putInt(tenant.number())
                .putLong(tenant.generation())
                .putLong(tenant.windowMs())
                .putShort((short) name.length)
                .put(name);
    }

    static void erased(FrameBuffer frame, int number, long nextGeneration) {
        fixed(frame, ERASED, number, nextGeneration);
    }

    static void dropped(FrameBuffer frame, long beforeMs) {
        fixed(frame, DROPPED, 0, beforeMs);
    }

    static void generation(FrameBuffer frame, String name, long nextGeneration) {
        byte[] bytes = nameBytes(name);
        frame.room(FIXED_BYTES + 2 + bytes.length);
        fixed(frame, GENERATION, 0, nextGeneration);
        frame.room(2 + bytes.length).putShort((short) bytes.length).put(bytes);
    }

    static void next(FrameBuffer frame, int number) {
        fixed(frame, NEXT, number, 0);
    }

    private static void fixed(FrameBuffer frame, byte kind, int number, long value) {
        frame.room(FIXED_BYTES).put(kind).putInt(number).putLong(value);
    }

    /** Reads a name and its length. */
    static String name(ByteBuffer body) {
        byte[] name = new byte[Short.toUnsignedInt(body.getShort())];
        body.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static byte[] nameBytes(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0xffff) {
            throw new IllegalArgumentException("a name of " + bytes.length + " bytes");
        }
        return bytes;
    }
}
