package junretsu.votes.blast;

/**
 * How far a stretch of load is.
 *
 * @param step which one of how many, as in {@code 2/10}
 * @param elapsedNanos since it began
 * @param sent votes sent in it
 * @param recentRate votes sent a second since the last look
 * @param failures datagrams that the kernel refused in it
 */
public record BlastProgress(String step, long elapsedNanos, long sent, double recentRate, long failures) {
    BlastProgress in(String place) {
        return new BlastProgress(place, elapsedNanos, sent, recentRate, failures);
    }
}
