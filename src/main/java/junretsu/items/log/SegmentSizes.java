package junretsu.items.log;

/**
 * Lengths of segments: each is twice as long as the one before, so that a fresh node takes little of the disk, and that
 * zeros need only come twice as fast as frames to be there in time.
 *
 * @param first bytes
 * @param max bytes
 */
record SegmentSizes(long first, long max) {
    static final SegmentSizes DEFAULT = new SegmentSizes(4 << 20, 256 << 20);

    long after(long bytes) {
        return Math.max(first, Math.min(max, 2 * bytes));
    }
}
