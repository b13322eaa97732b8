package junretsu.users.picture;

/**
 * The kind and the size of a JPEG image (ITU-T T.81, B.2.2).
 *
 * @param kind the marker: 0xc0 for baseline, 0xc1 for extended sequential, 0xc2 for progressive
 * @param bits a sample
 * @param width in pixels
 * @param height in pixels; 0 when it is said elsewhere
 * @param components 1 for grey, 3 for colours, 4 for printing colours
 */
record JpegFrame(int kind, int bits, int width, int height, int components) {
    private static final int PROGRESSIVE = 0xc2;
    private static final int PRINTING_COMPONENTS = 4;
    private static final int SAMPLE_BITS = 8;

    boolean isProgressive() {
        return kind == PROGRESSIVE;
    }

    /** @throws RejectedPicture when it is of a kind that is not taken, or has no pixels */
    void requireUsual() {
        if (components == PRINTING_COMPONENTS) {
            throw new RejectedPicture("the picture is in the colours of printers (CMYK); save it as RGB");
        }
        if (kind > PROGRESSIVE || bits != SAMPLE_BITS || components != 1 && components != 3) {
            throw new RejectedPicture("the picture is of a kind of JPEG that is not taken;"
                    + " save it as baseline or progressive, with 8 bits a colour");
        }
        if (width == 0 || height == 0) {
            throw RejectedPicture.damaged();
        }
    }
}
