package junretsu.users.picture;

/**
 * The segments of a JPEG file, one after another (ITU-T T.81, annex B). Looks at markers and lengths alone.
 *
 * <pre>
 *   ff d8 | ff marker, 2 bytes: length with these two, payload | ... | ff da ..., entropy-coded data | ff d9
 * </pre>
 *
 * One thread.
 */
final class JpegSegments {
    static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int APP0 = 0xe0;
    static final int APP1 = 0xe1;
    static final int COM = 0xfe;
    static final int DHT = 0xc4;
    static final int DQT = 0xdb;
    static final int DRI = 0xdd;

    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int SOF_FIRST = 0xc0;
    private static final int SOF_LAST = 0xcf;
    private static final int RST_FIRST = 0xd0;
    private static final int RST_LAST = 0xd7;
    private static final int BEGIN_BYTES = 2;
    private static final int LENGTH_BYTES = 2;

    private final byte[] file;
    private int marker;
    private int from;
    private int payload;
    private int to;

    /** @throws RejectedPicture when it does not begin as a JPEG file does */
    JpegSegments(byte[] file) {
        this.file = file;
        if (file.length < BEGIN_BYTES || at(0) != 0xff || at(1) != SOI) {
            throw new RejectedPicture("this is no JPEG file");
        }
        to = BEGIN_BYTES;
    }

    /**
     * Goes to the next segment, of which the last is the end of the image; what stands behind that is not looked at.
     *
     * @return false when there is none
     * @throws RejectedPicture when the file is cut off or damaged
     */
    boolean next() {
        if (marker == EOI) {
            return false;
        }
        from = to;
        if (at(from) != 0xff) {
            throw RejectedPicture.damaged();
        }
        payload = from + 1;
        while (at(payload) == 0xff) {
            payload++;
        }
        marker = at(payload++);
        if (marker == EOI) {
            to = payload;
            return true;
        }
        if (marker <= 1 || marker >= RST_FIRST && marker <= SOI) {
            throw RejectedPicture.damaged();
        }
        int length = twoBytes(payload);
        to = payload + length;
        if (length < LENGTH_BYTES) {
            throw RejectedPicture.damaged();
        }
        payload += LENGTH_BYTES;
        if (to > file.length) {
            throw RejectedPicture.cutOff();
        }
        if (marker == SOS) {
            skipEntropyCodedData();
        }
        return true;
    }

    /** Up to the next marker: in the data 0xff is followed by 0, or restarts it. */
    private void skipEntropyCodedData() {
        while (true) {
            int next = at(to + 1);
            boolean isData = at(to) != 0xff || next == 0 || next >= RST_FIRST && next <= RST_LAST;
            if (!isData) {
                return;
            }
            to++;
        }
    }

    int marker() {
        return marker;
    }

    /** Returns true for the segment that says which kind of JPEG it is, and of what size. */
    boolean isFrame() {
        return marker >= SOF_FIRST && marker <= SOF_LAST && marker != DHT && marker != JPG && marker != DAC;
    }

    /** The frame that the segment describes. */
    JpegFrame frame() {
        if (to - payload < 6) {
            throw RejectedPicture.damaged();
        }
        return new JpegFrame(marker, at(payload), twoBytes(payload + 3), twoBytes(payload + 1), at(payload + 5));
    }

    /** The components of the frame that the scan is of (ITU-T T.81, B.2.3). */
    int scanComponents() {
        return at(payload);
    }

    /** The place of the marker. */
    int from() {
        return from;
    }

    /** The place behind the length. */
    int payload() {
        return payload;
    }

    /** The place behind the last byte. */
    int to() {
        return to;
    }

    private int twoBytes(int place) {
        return at(place) << Byte.SIZE | at(place + 1);
    }

    private int at(int place) {
        if (place >= file.length) {
            throw RejectedPicture.cutOff();
        }
        return file[place] & 0xff;
    }
}
