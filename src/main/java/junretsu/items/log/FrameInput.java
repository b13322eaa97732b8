package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads the frames of a file one after another, by large reads. To be used by one thread. */
final class FrameInput {
    private static final int READ_BYTES = 1 << 20;

    private final FileChannel channel;
    private final Frame frame;
    private byte[] bytes = new byte[READ_BYTES];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int from;
    private int to;

    /** In the file, of the byte at {@link #from}. */
    private long position;

    private long number;
    private int bodyFrom;
    private int bodyLength;

    FrameInput(FileChannel channel, NodeStamp stamp, long position) {
        this.channel = channel;
        this.position = position;
        frame = new Frame(stamp);
    }

    /**
     * Goes to the next frame behind a number; bodies of frames before it are passed over unread.
     *
     * @return false when no right and whole frame stands at {@link #position}
     */
    boolean next(long behind) throws IOException {
        while (has(Frame.HEADER_BYTES) && frame.isHeader(bytes, from)) {
            long length = Frame.OVERHEAD_BYTES + (long) Frame.length(bytes, from);
            boolean isWanted = Frame.number(bytes, from) > behind;
            if (isWanted ? !isWhole(length) : length > to - from && position + length > channel.size()) {
                return false;
            }
            number = Frame.number(bytes, from);
            bodyFrom = from + Frame.HEADER_BYTES;
            bodyLength = (int) length - Frame.OVERHEAD_BYTES;
            skip(length);
            if (isWanted) {
                return true;
            }
        }
        return false;
    }

    private boolean isWhole(long length) throws IOException {
        return length <= Integer.MAX_VALUE - READ_BYTES && has((int) length) && frame.isWhole(bytes, from);
    }

    /** The number of the last frame that {@link #next} went to or passed over; 0 when there was none. */
    long number() {
        return number;
    }

    /** Holds the frame's body until the next call of {@link #next}. */
    byte[] array() {
        return bytes;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** Offset in the file, of the first byte behind the last frame. */
    long position() {
        return position;
    }

    /** Drops what was read ahead, since it may have been written anew. */
    void forget() {
        from = 0;
        to = 0;
    }

    private void skip(long length) {
        position += length;
        from = (int) Math.min(to, from + length);
    }

    /** Returns true when that many bytes are in the buffer, having read on if need be; false at the end of the file. */
    private boolean has(int length) throws IOException {
        if (to - from >= length) {
            return true;
        }
        long size = channel.size();
        if (position + length > size) {
            return false;
        }
        makeRoom(length);
        while (to < length) {
            buffer.limit(bytes.length).position(to);
            int read = channel.read(buffer, position + to);
            if (read < 0) {
                return false;
            }
            to += read;
        }
        return true;
    }

    private void makeRoom(int length) {
        byte[] target = length <= bytes.length ? bytes : new byte[length + READ_BYTES];
        System.arraycopy(bytes, from, target, 0, to - from);
        to -= from;
        from = 0;
        if (target != bytes) {
            bytes = target;
            buffer = ByteBuffer.wrap(target);
        }
    }
}
