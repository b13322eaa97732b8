package junretsu.sql;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checksums of a write-ahead log (sqlite.org/fileformat2.html, 4.2 and 4.3), big-endian words:
 *
 * <pre>
 *   header 32 bytes: magic, version, page size, sequence, 2 salts, 2 checksums
 *   frame  24 bytes: page, pages after a commit (else 0), the 2 salts, 2 checksums; then the page
 * </pre>
 *
 * SQLite reads up to the first frame whose salts or checksums are not right, and says nothing about it. Frames of
 * other salts were left by an earlier round of the log. So a frame with these salts and a wrong checksum is damage
 * where another one of these salts follows; at the end a power cut may have left it.
 *
 * @param frames that SQLite reads, up to the last commit
 * @param wrongAt offset in bytes of the first frame with these salts and a wrong checksum; negative when there is none
 * @param isAtEnd true when nothing of these salts follows the wrong frame
 */
record WalCheck(long frames, long wrongAt, boolean isAtEnd) {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682;

    /** Reads a whole log. */
    static WalCheck of(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
            if (header.limit() < HEADER_BYTES || (header.getInt(0) & ~1) != MAGIC) {
                return new WalCheck(0, 0, header.limit() < HEADER_BYTES);
            }
            Sums sums = new Sums((header.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            sums.add(header, 0, HEADER_BYTES - 8);
            if (!sums.are(header, HEADER_BYTES - 8)) {
                return new WalCheck(0, 0, false);
            }
            return frames(in, header.getInt(8), header.getLong(16), sums);
        } catch (EOFException e) {
            throw new IOException(log + " ends too early", e);
        }
    }

    private static WalCheck frames(InputStream in, int pageBytes, long salts, Sums sums) throws IOException {
        long committed = 0;
        long wrongAt = -1;
        boolean isAtEnd = true;
        int bytes = FRAME_HEADER_BYTES + pageBytes;
        for (long index = 0; ; index++) {
            ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(bytes));
            if (frame.limit() < FRAME_HEADER_BYTES || frame.getLong(8) != salts) {
                return new WalCheck(committed, wrongAt, isAtEnd);
            }
            if (wrongAt >= 0) {
                isAtEnd = false;
                continue;
            }
            if (frame.limit() == bytes) {
                sums.add(frame, 0, 8);
                sums.add(frame, FRAME_HEADER_BYTES, pageBytes);
            }
            if (frame.limit() < bytes || !sums.are(frame, 16)) {
                wrongAt = HEADER_BYTES + index * bytes;
            } else if (frame.getInt(4) != 0) {
                committed = index + 1;
            }
        }
    }

    /** The running checksum: two words, over pairs of words. */
    private static final class Sums {
        private final ByteOrder order;
        private int first;
        private int second;

        Sums(ByteOrder order) {
            this.order = order;
        }

        void add(ByteBuffer bytes, int from, int length) {
            bytes.order(order);
            for (int at = from; at < from + length; at += 8) {
                first += bytes.getInt(at) + second;
                second += bytes.getInt(at + 4) + first;
            }
            bytes.order(ByteOrder.BIG_ENDIAN);
        }

        boolean are(ByteBuffer bytes, int at) {
            return bytes.getInt(at) == first && bytes.getInt(at + 4) == second;
        }
    }
}
