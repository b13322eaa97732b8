package junretsu.service.data;

/**
 * A short look at a data directory.
 *
 * @param event that is counted; empty where a service has none
 * @param sinceMs Unix milliseconds at which it began; 0 when that is not written down
 * @param counts in words, as in {@code 1,200 votes in 2 rounds}
 */
public record DataLook(String event, long sinceMs, String counts) {}
