package junretsu.users.picture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The outline of a GIF file: its first image is kept, with its colours and its transparency (GIF89a, appendix B).
 *
 * <pre>
 *   13 bytes, colours | 0x21, label, sub-blocks | ... | 0x2c, 9 bytes, colours, code size, sub-blocks | ... | 0x3b
 * </pre>
 */
final class GifOutline {
    private static final int HEADER_BYTES = 13;
    private static final int FLAGS_AT = 10;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int IMAGE_BYTES = 10;
    private static final int IMAGE_SIZE_AT = 5;
    private static final int IMAGE_FLAGS_AT = 9;
    private static final int TRAILER = 0x3b;
    private static final int COLOURS = 0x80;
    private static final int COLOUR_BITS = 7;

    private final byte[] file;
    private final ByteArrayOutputStream kept;
    private int at;

    private GifOutline(byte[] file) {
        this.file = file;
        kept = new ByteArrayOutputStream(file.length);
    }

    /** @throws RejectedPicture when it is too large, cut off or damaged */
    static CleanPicture clean(byte[] file) {
        return new GifOutline(file).clean();
    }

    private CleanPicture clean() {
        keep(HEADER_BYTES + colourBytes(FLAGS_AT));
        while (next(0) == EXTENSION) {
            boolean isNeeded = next(1) == GRAPHIC_CONTROL;
            int bytes = subBlocks(2);
            if (isNeeded) {
                keep(bytes);
            } else {
                at += bytes;
            }
        }
        if (next(0) != IMAGE) {
            throw RejectedPicture.damaged();
        }
        int width = next(IMAGE_SIZE_AT) | next(IMAGE_SIZE_AT + 1) << Byte.SIZE;
        int height = next(IMAGE_SIZE_AT + 2) | next(IMAGE_SIZE_AT + 3) << Byte.SIZE;
        CleanPicture.requireSize(width, height, CleanPicture.PIXELS_MAX);
        keep(subBlocks(IMAGE_BYTES + colourBytes(IMAGE_FLAGS_AT) + 1));
        kept.write(TRAILER);
        return new CleanPicture("gif", kept.toByteArray(), width, height, ExifOrientation.UPRIGHT);
    }

    /** The bytes of the table of colours that the flags promise. */
    private int colourBytes(int flagsAt) {
        int flags = next(flagsAt);
        return (flags & COLOURS) == 0 ? 0 : 3 * (2 << (flags & COLOUR_BITS));
    }

    /** The bytes up to the end of the sub-blocks that begin so many bytes from here. */
    private int subBlocks(int from) {
        int bytes = from;
        for (int length = next(bytes); length > 0; length = next(bytes)) {
            bytes += 1 + length;
        }
        return bytes + 1;
    }

    private void keep(int bytes) {
        kept.writeBytes(Arrays.copyOfRange(file, at, at + bytes));
        at += bytes;
    }

    private int next(int offset) {
        if (at + offset >= file.length) {
            throw RejectedPicture.cutOff();
        }
        return file[at + offset] & 0xff;
    }
}
