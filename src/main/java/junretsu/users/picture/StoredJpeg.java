package junretsu.users.picture;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import junretsu.base.Sha256;

/**
 * A picture as it is kept: a JPEG file that holds what shows the image and nothing else, but for a comment with random
 * bytes, so that no two accounts ever share a file. Immutable.
 *
 * <pre>
 *   ff d8 | APP0 (JFIF), if there is one | ff fe 00 12, 16 random bytes | tables, frame, scans | ff d9
 * </pre>
 */
final class StoredJpeg {
    static final int BYTES_MAX = 64 << 10;
    static final int SIDE_MAX = 1_024;

    private static final int JFIF_BYTES = 16;
    private static final byte[] COMMENT = {(byte) 0xff, (byte) JpegSegments.COM, 0, 18};
    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private StoredJpeg(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Checks a picture and makes it one of its own.
     *
     * @throws RejectedPicture when it is no such JPEG file, or too large
     */
    static StoredJpeg of(byte[] file) {
        if (file.length > BYTES_MAX) {
            throw new RejectedPicture("a picture has up to " + BYTES_MAX + " bytes; this one has " + file.length);
        }
        int commentAt = commentAt(file);
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        ByteArrayOutputStream stored = new ByteArrayOutputStream(file.length + COMMENT.length + RANDOM_BYTES);
        stored.write(file, 0, commentAt);
        stored.writeBytes(COMMENT);
        stored.writeBytes(random);
        stored.write(file, commentAt, file.length - commentAt);
        return new StoredJpeg(stored.toByteArray());
    }

    /** Checks all segments. @return the place of the comment: behind APP0, which would have to be the first */
    private static int commentAt(byte[] file) {
        JpegSegments segments = new JpegSegments(file);
        int commentAt = 2;
        boolean hasFrame = false;
        boolean hasScan = false;
        while (segments.next()) {
            if (segments.isFrame()) {
                requireSmall(segments.frame(), hasFrame);
                hasFrame = true;
            } else if (segments.marker() == JpegSegments.APP0) {
                requireJfif(segments);
                commentAt = segments.to();
            } else {
                requireUsual(segments.marker());
                hasScan |= segments.marker() == JpegSegments.SOS;
            }
        }
        if (!hasFrame || !hasScan) {
            throw RejectedPicture.damaged();
        }
        if (segments.to() != file.length) {
            throw new RejectedPicture("something stands behind the end of the picture");
        }
        return commentAt;
    }

    private static void requireSmall(JpegFrame frame, boolean isSecond) {
        frame.requireUsual();
        if (isSecond) {
            throw RejectedPicture.damaged();
        }
        if (frame.width() > SIDE_MAX || frame.height() > SIDE_MAX) {
            throw new RejectedPicture("a picture has up to " + SIDE_MAX + " × " + SIDE_MAX + " pixels; this one has "
                    + frame.width() + " × " + frame.height());
        }
    }

    /** Only the first, and without a thumbnail, which could be anything (ITU-T T.871, section 10.1). */
    private static void requireJfif(JpegSegments segments) {
        if (segments.from() != 2 || segments.to() - segments.payload() != JFIF_BYTES - 2) {
            throw new RejectedPicture("a picture has no thumbnail in it");
        }
    }

    private static void requireUsual(int marker) {
        switch (marker) {
            case JpegSegments.DHT, JpegSegments.DQT, JpegSegments.DRI, JpegSegments.SOS, JpegSegments.EOI -> {}
            default ->
                throw new RejectedPicture("a picture holds nothing but the image: no EXIF, profile or comment"
                        + String.format(" (there is a segment FF%02X)", marker));
        }
    }

    /** The SHA-256 of all bytes; 32 bytes. */
    byte[] hash() {
        return Sha256.hash(bytes);
    }

    byte[] bytes() {
        return bytes;
    }
}
