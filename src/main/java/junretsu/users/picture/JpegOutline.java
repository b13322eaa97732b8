package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The outline of a JPEG file: its tables, frame and scans are kept, and of its metadata the orientation alone. */
final class JpegOutline {
    /** An image that comes in several scans is held whole by the decoder, with up to six bytes a pixel. */
    private static final int HELD_PIXELS_MAX = 12_000_000;

    /** Ten are usual; each goes through all pixels again. */
    private static final int SCANS_MAX = 64;

    private static final int APP14 = 0xee;
    private static final byte[] ADOBE = "Adobe".getBytes(US_ASCII);
    private static final byte[] JFIF = "JFIF\0".getBytes(US_ASCII);

    /** Version 1.1, square pixels, no thumbnail (ITU-T T.871, section 10.1). */
    private static final byte[] PLAIN_JFIF = {
        (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final byte[] file;
    private final JpegSegments segments;
    private final ByteArrayOutputStream kept;
    private JpegFrame frame;
    private int orientation = ExifOrientation.UPRIGHT;
    private int scans;

    /** A scan was of some components only; the decoder then expects others, even if none follow. */
    private boolean hasPartialScan;

    private JpegOutline(byte[] file) {
        this.file = file;
        segments = new JpegSegments(file);
        kept = new ByteArrayOutputStream(file.length);
    }

    /** @throws RejectedPicture when it is too large, of a kind that is not taken, cut off or damaged */
    static CleanPicture clean(byte[] file) {
        return new JpegOutline(file).clean();
    }

    private CleanPicture clean() {
        kept.write(0xff);
        kept.write(JpegSegments.SOI);
        while (segments.next()) {
            look();
        }
        if (frame == null || scans == 0) {
            throw RejectedPicture.damaged();
        }
        if (scans > 1 || hasPartialScan) {
            CleanPicture.requireSize(frame.width(), frame.height(), HELD_PIXELS_MAX);
        }
        return new CleanPicture("jpeg", kept.toByteArray(), frame.width(), frame.height(), orientation);
    }

    private void look() {
        int marker = segments.marker();
        if (segments.isFrame()) {
            frame = frame(segments.frame());
            keep();
        } else if (marker == JpegSegments.APP0 && holds(JFIF)) {
            kept.writeBytes(PLAIN_JFIF);
        } else if (marker == JpegSegments.APP1) {
            orientation = ExifOrientation.of(file, segments.payload(), segments.to(), orientation);
        } else if (marker == APP14 && holds(ADOBE)) {
            keep();
        } else if (marker < JpegSegments.APP0) {
            if (marker == JpegSegments.SOS) {
                lookAtScan();
            }
            keep();
        }
    }

    private void lookAtScan() {
        if (++scans > SCANS_MAX) {
            throw new RejectedPicture("the picture has more than " + SCANS_MAX + " scans");
        }
        hasPartialScan |= frame == null || segments.scanComponents() < frame.components();
    }

    private JpegFrame frame(JpegFrame found) {
        if (frame != null) {
            throw RejectedPicture.damaged();
        }
        found.requireUsual();
        CleanPicture.requireSize(
                found.width(), found.height(), found.isProgressive() ? HELD_PIXELS_MAX : CleanPicture.PIXELS_MAX);
        return found;
    }

    private boolean holds(byte[] name) {
        int from = segments.payload();
        return segments.to() - from >= name.length
                && Arrays.equals(file, from, from + name.length, name, 0, name.length);
    }

    private void keep() {
        kept.write(file, segments.from(), segments.to() - segments.from());
    }
}
