package junretsu.items.serve;

import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;

/** Counts of items and requests since the start. Any thread may call. */
final class ItemCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder fresh = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder rejectedRequests = new LongAdder();
    private final LogHistogram commits = new LogHistogram();
    private final CommitPhases phases = new CommitPhases();

    /** A batch is on the disk. */
    void committed(ItemBatch batch) {
        accepted.add(batch.accepted());
        fresh.add(batch.newItems());
        skipped.add(batch.skipped());
        requests.increment();
    }

    /** A batch was parsed, and could not be taken. */
    void failed(ItemBatch batch) {
        failed.add(batch.accepted());
        requests.increment();
    }

    /** A body was no list of good items. */
    void rejected() {
        rejectedRequests.increment();
        requests.increment();
    }

    /** A group was added to the set and written. */
    void group(long nanos) {
        synchronized (commits) {
            commits.record(nanos);
        }
    }

    /** Parts of those times, which the committer measures. */
    CommitPhases phases() {
        return phases;
    }

    /** The times that groups took; a copy. */
    LogHistogram commits() {
        synchronized (commits) {
            return commits.copy();
        }
    }

    /** Items that are on the disk, and were sent to be. */
    long accepted() {
        return accepted.sum();
    }

    /** Those of them that were not in their tenants before. */
    long fresh() {
        return fresh.sum();
    }

    /** Bad items that were passed over because the sender asked for that. */
    long skipped() {
        return skipped.sum();
    }

    /** Items that were answered with 503. */
    long failed() {
        return failed.sum();
    }

    /** Requests with items, however they were answered. */
    long requests() {
        return requests.sum();
    }

    /** Requests of which nothing was taken since the body was bad. */
    long rejectedRequests() {
        return rejectedRequests.sum();
    }

    /** Writes to the log, each of a group of requests. */
    long groups() {
        synchronized (commits) {
            return commits.count();
        }
    }
}
