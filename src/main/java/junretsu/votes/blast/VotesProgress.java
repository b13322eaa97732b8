package junretsu.votes.blast;

/**
 * How far a stage of load is.
 *
 * @param stage which one of how many, as in {@code 2/10}
 * @param elapsedNanos since it began
 * @param sent votes sent in it
 * @param recentRate votes sent a second since the last look
 * @param failures datagrams that the kernel refused in it
 */
public record VotesProgress(String stage, long elapsedNanos, long sent, double recentRate, long failures) {
    VotesProgress in(String place) {
        return new VotesProgress(place, elapsedNanos, sent, recentRate, failures);
    }
}
