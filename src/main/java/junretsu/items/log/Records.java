package junretsu.items.log;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The records in a frame's body, one behind the other, read one after another:
 *
 * <pre>
 *   tenant       varint: 7 bits a byte, the lowest first, the highest bit says that more follow
 *   fingerprint  two i64, little-endian
 *   length       varint, bytes of the ID; only when IDs are kept
 *   ID           only when IDs are kept
 * </pre>
 */
final class Records {
    private static final int FINGERPRINT_BYTES = 16;
    private static final int VARINT_BYTES_MAX = 5;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean keepsIds;
    private byte[] bytes;
    private int at;
    private int end;
    private int begin;
    private int tenant;
    private int fingerprintAt;
    private int idLength;

    Records(boolean keepsIds) {
        this.keepsIds = keepsIds;
    }

    /** Adds a record to a frame. */
    static void write(FrameBuffer frame, int tenant, long first, long second, byte[] id, int idFrom, int idLength) {
        int idBytes = id == null ? 0 : VARINT_BYTES_MAX + idLength;
        ByteBuffer to = frame.room(VARINT_BYTES_MAX + FINGERPRINT_BYTES + idBytes);
        putVarint(to, tenant);
        to.putLong(first).putLong(second);
        if (id != null) {
            putVarint(to, idLength);
            to.put(id, idFrom, idLength);
        }
    }

    private static void putVarint(ByteBuffer to, int value) {
        int rest = value;
        while (rest > 0x7f) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    /** Begins with the frame that an input has read. */
    void of(FrameInput input) {
        bytes = input.array();
        at = input.bodyFrom();
        end = at + input.bodyLength();
    }

    /**
     * Goes to the next record; false at the end of the body.
     *
     * @throws IOException when the body is not made of records
     */
    boolean next() throws IOException {
        if (at == end) {
            return false;
        }
        begin = at;
        tenant = varint();
        fingerprintAt = at;
        at += FINGERPRINT_BYTES;
        idLength = -1;
        if (keepsIds && at < end) {
            idLength = varint();
            at += idLength;
        }
        if (at > end || at < begin || tenant < 0 || keepsIds && idLength < 0) {
            throw new IOException("a record in a whole frame is not whole");
        }
        return true;
    }

    private int varint() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 7 * VARINT_BYTES_MAX && at < end; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number in a whole frame is not whole");
    }

    int tenant() {
        return tenant;
    }

    /** Hands the record over. */
    void visit(LogVisitor visitor) {
        long first = (long) LONG.get(bytes, fingerprintAt);
        long second = (long) LONG.get(bytes, fingerprintAt + Long.BYTES);
        visitor.item(tenant, first, second, bytes, at - Math.max(0, idLength), idLength);
    }

    /** Adds the record as it is to another frame. */
    void copy(FrameBuffer frame) {
        frame.room(at - begin).put(bytes, begin, at - begin);
    }
}
