package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import junretsu.config.StartException;

/**
 * The end of a file of frames as a crash may have left it. At most one frame was being written, over zeros, and a disk
 * writes a sector of 512 bytes whole or not at all. So behind the last good frame stand zeros, or a frame some of
 * whose sectors are zeros still: that one was never acknowledged and is cut off. Anything else was damaged after it had
 * been written, and so were zeros with a good frame behind them.
 */
final class TornTail {
    private static final int SECTOR_BYTES = 512;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final byte[] ZEROS = new byte[CHUNK_BYTES];

    private final FileChannel channel;
    private final Path path;
    private final Frame frame;
    private final long end;
    private final long size;
    private final long lastNumber;

    private TornTail(FileChannel channel, Path path, NodeStamp stamp, long end, long lastNumber) throws IOException {
        this.channel = channel;
        this.path = path;
        this.end = end;
        this.lastNumber = lastNumber;
        frame = new Frame(stamp);
        size = channel.size();
    }

    /**
     * Cuts off the frame that a crash has left incomplete, and puts on the disk what is left: after a crash of the
     * process alone, whole frames may have been in the kernel's memory only.
     *
     * @param end offset behind the last good frame
     * @param lastNumber of that frame
     * @param notices gets a sentence when there was something to cut off
     * @throws StartException when what stands there is damage
     */
    static void cut(
            FileChannel channel, Path path, NodeStamp stamp, long end, long lastNumber, Consumer<String> notices)
            throws IOException, StartException {
        long used = find(channel, path, stamp, end, lastNumber);
        if (used > end) {
            FrameFile.zero(channel, end, used);
            notices.accept(path + ": cut off the last " + (used - end) + " bytes from byte " + end
                    + " on, a frame that was being written when the server ended and that nobody had an answer for");
        }
        channel.force(true);
    }

    /**
     * Returns the offset behind the frame that a crash has left incomplete; {@code end} when there is none.
     *
     * @throws StartException when what stands there is damage
     */
    static long find(FileChannel channel, Path path, NodeStamp stamp, long end, long lastNumber)
            throws IOException, StartException {
        TornTail tail = new TornTail(channel, path, stamp, end, lastNumber);
        tail.requireTorn();
        return tail.requireNoFrame(end + 1);
    }

    private void requireTorn() throws IOException, StartException {
        byte[] header = bytes(end, Frame.HEADER_BYTES);
        if (!Frame.isHeaderThere(header, 0)) {
            return;
        }
        if (!frame.isHeader(header, 0)) {
            throw damaged("the header of the frame at byte " + end + " is wrong");
        }
        if (Frame.number(header, 0) != lastNumber + 1) {
            throw damaged(
                    "frame " + Frame.number(header, 0) + " stands at byte " + end + ", behind frame " + lastNumber);
        }
        long bodyEnd = end + Frame.HEADER_BYTES + Frame.length(header, 0);
        if (bytes(bodyEnd + Integer.BYTES, 1)[0] != 0 && !hasZeroSector(end + Frame.HEADER_BYTES, bodyEnd)) {
            throw damaged("frame " + (lastNumber + 1) + " at byte " + end + " has a wrong checksum");
        }
    }

    private boolean hasZeroSector(long from, long to) throws IOException {
        long first = (from + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
        for (long at = first; at + SECTOR_BYTES <= to; at += CHUNK_BYTES) {
            byte[] chunk = bytes(at, CHUNK_BYTES);
            int sectors = (int) (Math.min(CHUNK_BYTES, to - at) / SECTOR_BYTES);
            for (int sector = 0; sector < sectors; sector++) {
                int begin = sector * SECTOR_BYTES;
                if (Arrays.equals(chunk, begin, begin + SECTOR_BYTES, ZEROS, 0, SECTOR_BYTES)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the offset behind the last byte that is not 0. */
    private long requireNoFrame(long from) throws IOException, StartException {
        long used = end;
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES + Frame.HEADER_BYTES);
        for (long at = from - 1; at < size; at += CHUNK_BYTES) {
            byte[] chunk = fill(buffer, at);
            if (!Arrays.equals(chunk, 0, CHUNK_BYTES, ZEROS, 0, CHUNK_BYTES)) {
                used = at + requireNoFrame(chunk, at);
            }
        }
        return used;
    }

    private int requireNoFrame(byte[] chunk, long at) throws StartException {
        int used = 0;
        for (int i = 0; i < CHUNK_BYTES; i++) {
            used = chunk[i] == 0 ? used : i + 1;
            if (at + i > end && frame.isHeader(chunk, i) && Frame.number(chunk, i) > lastNumber) {
                throw damaged("frame " + Frame.number(chunk, i) + " is good, but what stands before it from byte " + end
                        + " on is not");
            }
        }
        return used;
    }

    private StartException damaged(String how) {
        return Damage.of(path, how);
    }

    /** Bytes of the file; 0 behind its end, where it was cut. */
    private byte[] bytes(long at, int length) throws IOException {
        return fill(ByteBuffer.allocate(length), at);
    }

    private byte[] fill(ByteBuffer bytes, long at) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            continue;
        }
        Arrays.fill(bytes.array(), bytes.position(), bytes.capacity(), (byte) 0);
        return bytes.array();
    }
}
