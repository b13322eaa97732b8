package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The outline of a PNG file: the chunks without which there is no image are kept. Texts and profiles, which may be
 * packed a thousand times smaller than they are, go unread.
 *
 * <pre>
 *   8 bytes | 4 bytes: length of the data, 4 letters, data, 4 bytes: CRC-32 of letters and data | ... | IEND
 * </pre>
 */
final class PngOutline {
    private static final int SIGNATURE_BYTES = 8;
    private static final int HEAD_BYTES = 8;
    private static final int CRC_BYTES = 4;
    private static final int HEADER_DATA_BYTES = 13;

    private PngOutline() {}

    /** @throws RejectedPicture when it is too large, cut off or damaged */
    static CleanPicture clean(byte[] file) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, SIGNATURE_BYTES);
        ByteBuffer in = ByteBuffer.wrap(file);
        int at = SIGNATURE_BYTES;
        int width = 0;
        int height = 0;
        for (String name = ""; !name.equals("IEND"); ) {
            int to = end(in, at);
            name = new String(file, at + CRC_BYTES, CRC_BYTES, ISO_8859_1);
            if (at == SIGNATURE_BYTES) {
                requireHeader(name, to - at);
                width = in.getInt(at + HEAD_BYTES);
                height = in.getInt(at + HEAD_BYTES + Integer.BYTES);
                CleanPicture.requireSize(width, height, CleanPicture.PIXELS_MAX);
            }
            if (isNeeded(name)) {
                kept.write(file, at, to - at);
            }
            at = to;
        }
        return new CleanPicture("png", kept.toByteArray(), width, height, ExifOrientation.UPRIGHT);
    }

    private static boolean isNeeded(String name) {
        return switch (name) {
            case "IHDR", "PLTE", "tRNS", "IDAT", "IEND" -> true;
            default -> false;
        };
    }

    private static void requireHeader(String name, int bytes) {
        if (!name.equals("IHDR") || bytes != HEAD_BYTES + HEADER_DATA_BYTES + CRC_BYTES) {
            throw RejectedPicture.damaged();
        }
    }

    /** The place behind a chunk, which is whole. */
    private static int end(ByteBuffer in, int at) {
        if (in.limit() - at < HEAD_BYTES + CRC_BYTES) {
            throw RejectedPicture.cutOff();
        }
        int length = in.getInt(at);
        if (length < 0 || length > in.limit() - at - HEAD_BYTES - CRC_BYTES) {
            throw RejectedPicture.cutOff();
        }
        CRC32 crc = new CRC32();
        crc.update(in.array(), at + Integer.BYTES, Integer.BYTES + length);
        if ((int) crc.getValue() != in.getInt(at + HEAD_BYTES + length)) {
            throw RejectedPicture.damaged();
        }
        return at + HEAD_BYTES + length + CRC_BYTES;
    }
}
