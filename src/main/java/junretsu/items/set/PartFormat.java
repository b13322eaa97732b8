package junretsu.items.set;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/**
 * A part of a set in a file, without its empty slots:
 *
 * <pre>
 *  0               4       8              16
 *  +---------------+-------+--------------+---------------+---
 *  | part's number | count |  first word  |  second word  |  … count times
 *  +---------------+-------+--------------+---------------+---   little endian
 * </pre>
 *
 * <p>An instance reads parts from a channel, never beyond the one that it was asked for.
 */
final class PartFormat {
    private static final int HEADER_BYTES = 8;
    private static final int FINGERPRINT_BYTES = 16;

    /** Room that is made because a header says so, before the fingerprints were seen. */
    private static final int COUNT_TRUSTED = 1 << 20;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    PartFormat(ReadableByteChannel channel) {
        this.channel = channel;
    }

    static int bytes(Part part) {
        return Math.addExact(HEADER_BYTES, Math.multiplyExact(FINGERPRINT_BYTES, part.count()));
    }

    static void write(int number, Part part, ByteBuffer to) {
        ByteBuffer bytes = to.slice().order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(number).putInt(part.count());
        part.copy(bytes);
        to.position(to.position() + bytes.position());
    }

    /**
     * Fills an empty part.
     *
     * @throws IOException when what comes is not that part, or not whole
     */
    void read(int number, Part part) throws IOException {
        fill(HEADER_BYTES);
        int numberRead = buffer.getInt();
        int count = buffer.getInt();
        if (numberRead != number || count < 0) {
            throw broken(number, "its header names part " + numberRead + " and " + count + " fingerprints");
        }
        part.makeRoom(Math.min(count, COUNT_TRUSTED));
        for (long bytes = (long) count * FINGERPRINT_BYTES; bytes > 0; bytes -= buffer.limit()) {
            fill((int) Math.min(bytes, buffer.capacity()));
            while (buffer.hasRemaining()) {
                long first = buffer.getLong();
                if (first == 0 || FingerprintSet.partOf(first) != number) {
                    throw broken(number, "a fingerprint in it belongs elsewhere");
                }
                if (!part.add(first, buffer.getLong())) {
                    throw broken(number, "a fingerprint stands in it twice");
                }
            }
        }
    }

    private static IOException broken(int number, String problem) {
        return new IOException("part " + number + " of the set is damaged: " + problem);
    }

    private void fill(int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the set ends within one of its parts");
            }
        }
        buffer.flip();
    }
}
