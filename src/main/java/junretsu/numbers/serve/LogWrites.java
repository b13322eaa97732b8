package junretsu.numbers.serve;

/** The size of the writes to the log. */
enum LogWrites {
    /** All new lines of a read at once, 128 KiB at most: the fewest calls. */
    BATCH,
    /** Up to the last whole line within a page, between which the kernel looks for a {@code kill -9}. */
    PAGE
}
