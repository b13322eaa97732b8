package junretsu.items.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A frame: what is written at once, and is there whole or not at all. Integers little-endian:
 *
 * <pre>
 *   0  mark      0xD7
 *   1  length    i32, bytes of the body
 *   5  number    i64, from 1 on
 *  13  checksum  i32, CRC-32C of the salt and the 13 bytes before
 *  17  mark      0xD7
 *  18  body
 *   .  checksum  i32, CRC-32C of the salt, the header and the body
 *   .  mark      0xD7
 * </pre>
 *
 * <p>It is written over zeros, so a frame that a crash cut short has zeros where a mark is due, or a sector of them in
 * its body; one that is whole and has a wrong checksum was damaged later. See {@link TornTail}.
 */
final class Frame {
    static final int HEADER_BYTES = 18;
    static final int TRAILER_BYTES = 5;
    static final int OVERHEAD_BYTES = HEADER_BYTES + TRAILER_BYTES;
    static final byte MARK = (byte) 0xD7;

    private static final int LENGTH_AT = 1;
    private static final int NUMBER_AT = 5;
    private static final int CHECKSUM_AT = 13;
    private static final int SECOND_MARK_AT = 17;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final CRC32C crc = new CRC32C();
    private final byte[] salt;

    Frame(NodeStamp stamp) {
        salt = stamp.saltBytes();
    }

    /** Writes header and trailer around a body that lies in a buffer from {@link #HEADER_BYTES} up to its position. */
    void finish(ByteBuffer frame, long number) {
        int end = frame.position();
        frame.put(0, MARK).putInt(LENGTH_AT, end - HEADER_BYTES).putLong(NUMBER_AT, number);
        frame.putInt(CHECKSUM_AT, checksum(frame, CHECKSUM_AT)).put(SECOND_MARK_AT, MARK);
        int checksum = checksum(frame, end);
        frame.clear().position(end).putInt(checksum).put(MARK).flip();
    }

    private int checksum(ByteBuffer frame, int end) {
        crc.reset();
        crc.update(salt);
        crc.update(frame.limit(end).position(0));
        frame.clear();
        return (int) crc.getValue();
    }

    private int checksum(byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(salt);
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    /** Returns true when a right header stands in an array; its length is not negative then. */
    boolean isHeader(byte[] bytes, int at) {
        return bytes[at] == MARK
                && bytes[at + SECOND_MARK_AT] == MARK
                && length(bytes, at) >= 0
                && (int) INT.get(bytes, at + CHECKSUM_AT) == checksum(bytes, at, CHECKSUM_AT);
    }

    /** Returns true when the frame whose right header stands in an array is right as a whole. */
    boolean isWhole(byte[] bytes, int at) {
        int end = at + HEADER_BYTES + length(bytes, at);
        return bytes[end + Integer.BYTES] == MARK && (int) INT.get(bytes, end) == checksum(bytes, at, end - at);
    }

    /** Returns true when none of a header's bytes was left out by a crash, right or not. */
    static boolean isHeaderThere(byte[] bytes, int at) {
        return bytes[at] != 0 && bytes[at + SECOND_MARK_AT] != 0;
    }

    static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + LENGTH_AT);
    }

    static long number(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + NUMBER_AT);
    }
}
