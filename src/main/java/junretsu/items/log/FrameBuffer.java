package junretsu.items.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects the records of one frame. To be used by one thread. */
final class FrameBuffer {
    private static final int FIRST_BYTES = 1 << 16;
    private static final int BYTES_MAX = 1 << 30;

    /** Bytes behind the records: the trailer, and zeros up to the end of a block. */
    private static final int TAIL_BYTES = Frame.TRAILER_BYTES + FrameFile.BLOCK_BYTES;

    private static final byte[] ZEROS = new byte[FrameFile.BLOCK_BYTES];

    private final Frame frame;
    private ByteBuffer bytes = allocate(FIRST_BYTES);

    FrameBuffer(NodeStamp stamp) {
        frame = new Frame(stamp);
        clear();
    }

    /**
     * The frame so far, to which a record is added.
     *
     * @param needed bytes that are then free
     * @throws IllegalStateException when the frame would be longer than 1 GiB
     */
    ByteBuffer room(int needed) {
        if (bytes.remaining() < needed + TAIL_BYTES) {
            grow(needed);
        }
        return bytes;
    }

    private void grow(int needed) {
        long wanted = Math.max(2L * bytes.capacity(), (long) bytes.position() + needed + TAIL_BYTES);
        if (bytes.position() + needed > BYTES_MAX - TAIL_BYTES) {
            throw new IllegalStateException("a frame of more than " + BYTES_MAX + " bytes");
        }
        ByteBuffer larger = allocate((int) Math.min(BYTES_MAX, wanted));
        bytes = larger.put(bytes.flip());
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean isEmpty() {
        return bytes.position() == Frame.HEADER_BYTES;
    }

    /** Bytes that the frame takes in a file. */
    int frameBytes() {
        return bytes.position() + Frame.TRAILER_BYTES;
    }

    /** The whole frame, to be written; {@link #clear} comes next. */
    ByteBuffer finish(long number) {
        frame.finish(bytes, number);
        return bytes;
    }

    /** The same, with so many zeros behind it, less than {@value FrameFile#BLOCK_BYTES}. */
    ByteBuffer finish(long number, int zeros) {
        frame.finish(bytes, number);
        int end = bytes.limit();
        return bytes.limit(end + zeros).put(end, ZEROS, 0, zeros);
    }

    void clear() {
        bytes.clear().position(Frame.HEADER_BYTES);
    }
}
