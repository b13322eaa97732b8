package junretsu.items.log;

/**
 * Lengths of segments: each is four times as long as the one before, so that a fresh node takes little of the disk.
 *
 * @param first bytes
 * @param max bytes
 */
record SegmentSizes(long first, long max) {
    static final SegmentSizes DEFAULT = new SegmentSizes(4 << 20, 256 << 20);

    long after(long bytes) {
        return Math.max(first, Math.min(max, 4 * bytes));
    }
}
