package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The orientation in which a camera was held: tag 0x0112 of the first directory of a TIFF file that stands in segment
 * APP1 (CIPA DC-008, sections 4.5.4 and 4.6.5).
 */
final class ExifOrientation {
    static final int UPRIGHT = 1;

    private static final int LAST = 8;
    private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);
    private static final int HEADER_BYTES = 8;
    private static final int DIRECTORY_AT = 4;
    private static final int ENTRY_BYTES = 12;
    private static final int VALUE_AT = 8;
    private static final int TAG = 0x0112;

    private ExifOrientation() {}

    /**
     * The orientation that the payload of a segment tells.
     *
     * @param otherwise the answer when it tells none
     */
    static int of(byte[] file, int from, int to, int otherwise) {
        int tiff = from + EXIF.length;
        if (to < tiff + HEADER_BYTES || !Arrays.equals(file, from, tiff, EXIF, 0, EXIF.length)) {
            return otherwise;
        }
        ByteBuffer in = ByteBuffer.wrap(file, tiff, to - tiff).slice();
        in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = in.getInt(DIRECTORY_AT) & 0xffff_ffffL;
        if (directory + 2 > in.limit()) {
            return otherwise;
        }
        int entries = in.getShort((int) directory) & 0xffff;
        int first = (int) directory + 2;
        for (int at = first; at + ENTRY_BYTES <= in.limit() && at < first + entries * ENTRY_BYTES; at += ENTRY_BYTES) {
            int value = in.getShort(at + VALUE_AT);
            if (in.getShort(at) == TAG && value >= UPRIGHT && value <= LAST) {
                return value;
            }
        }
        return otherwise;
    }
}
