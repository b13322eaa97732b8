package junretsu.users.picture;

import java.util.Locale;

/**
 * A picture of a stranger, reduced to what is decoded: no metadata, no profiles, nothing behind the end. Only its
 * outline has been looked at.
 *
 * @param format as ImageIO names it
 * @param bytes of a whole file
 * @param orientation as EXIF numbers it, 1 to 8; 1 is upright
 */
record CleanPicture(String format, byte[] bytes, int width, int height, int orientation) {
    static final int BYTES_MAX = 5 << 20;
    static final int PIXELS_MAX = 25_000_000;

    /** Decoders hold some rows, however few there are. */
    private static final int SIDE_MAX = 16_384;

    private static final int MILLION = 1_000_000;

    /**
     * Reads the outline of a file, whose kind its first bytes say.
     *
     * @throws RejectedPicture when it is no JPEG, PNG or GIF, too large, cut off or damaged
     */
    static CleanPicture of(byte[] file) {
        if (file.length > BYTES_MAX) {
            throw new RejectedPicture("a picture has up to " + (BYTES_MAX >> 20) + " MiB");
        }
        if (begins(file, 0xff, JpegSegments.SOI, 0xff)) {
            return JpegOutline.clean(file);
        }
        if (begins(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PngOutline.clean(file);
        }
        if (begins(file, 'G', 'I', 'F', '8')) {
            return GifOutline.clean(file);
        }
        throw new RejectedPicture("a picture is a JPEG, PNG or GIF file; this is none of them");
    }

    private static boolean begins(byte[] file, int... first) {
        for (int i = 0; i < first.length; i++) {
            if (i >= file.length || (file[i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }

    /** @throws RejectedPicture when an image has no pixels, too many, or too long a side */
    static void requireSize(long width, long height, int pixelsMax) {
        if (width < 1 || height < 1) {
            throw RejectedPicture.damaged();
        }
        if (width * height > pixelsMax) {
            throw new RejectedPicture(String.format(
                    Locale.ROOT,
                    "a picture of this kind has up to %d million pixels; this one has %d × %d",
                    pixelsMax / MILLION,
                    width,
                    height));
        }
        if (width > SIDE_MAX || height > SIDE_MAX) {
            throw new RejectedPicture(
                    "a picture has sides of up to " + SIDE_MAX + " pixels; this one has " + width + " × " + height);
        }
    }
}
