package junretsu.numbers.serve;

/** What one reader has counted over all its connections. Written by that reader once a batch, read by any thread. */
final class ReaderCounts {
    private volatile long unique;
    private volatile long duplicates;
    private volatile long rejected;
    private volatile long unfinished;
    private volatile long bytes;

    /** To be called once the new numbers stand in the log. */
    void addNumbers(int newNumbers, int repeated) {
        unique = unique + newNumbers;
        duplicates = duplicates + repeated;
    }

    void addBytes(int count) {
        bytes = bytes + count;
    }

    /** A line that is none of ours. */
    void addRejected() {
        rejected = rejected + 1;
    }

    /** A connection that ended within a line. */
    void addUnfinished() {
        unfinished = unfinished + 1;
    }

    void addTo(NumberTotals.Sum sum) {
        sum.unique += unique;
        sum.duplicates += duplicates;
        sum.rejected += rejected;
        sum.unfinished += unfinished;
        sum.bytes += bytes;
    }
}
