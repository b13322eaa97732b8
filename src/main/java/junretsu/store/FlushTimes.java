package junretsu.store;

/**
 * The times of a flusher.
 *
 * @param intervalNanos between two flushes
 * @param drainNanos how long its end may take, but for a flush that is under way
 */
public record FlushTimes(long intervalNanos, long drainNanos) {}
