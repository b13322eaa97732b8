package junretsu.store;

/**
 * The times of a flusher.
 *
 * @param intervalNanos between two flushes while the store is fast; the least
 * @param drainNanos how long its end may take, but for a flush that is under way
 */
public record FlushTimes(long intervalNanos, long drainNanos) {}
