package junretsu.numbers.serve;

/** The counts of one taker over all its connections. Written by its thread once a batch, read by any. */
final class ReaderCounts {
    private volatile long unique;
    private volatile long duplicates;
    private volatile long rejected;
    private volatile long unfinished;
    private volatile long bytes;

    /** Adds a batch; to be called once its new numbers are in the log. */
    void addNumbers(int newNumbers, int repeated) {
        unique = unique + newNumbers;
        duplicates = duplicates + repeated;
    }

    void addBytes(int count) {
        bytes = bytes + count;
    }

    /** Adds a line that was rejected. */
    void addRejected() {
        rejected = rejected + 1;
    }

    /** Adds a connection that ended within a line. */
    void addUnfinished() {
        unfinished = unfinished + 1;
    }

    /** Numbers, new or not. */
    long received() {
        return unique + duplicates;
    }

    long rejected() {
        return rejected;
    }

    void addTo(NumberTotals.Sum sum) {
        sum.unique += unique;
        sum.duplicates += duplicates;
        sum.rejected += rejected;
        sum.unfinished += unfinished;
        sum.bytes += bytes;
    }
}
