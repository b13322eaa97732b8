package junretsu.numbers.blast;

/**
 * What was sent, and what became of it.
 *
 * @param config of the load
 * @param sent lines of numbers that went out whole
 * @param unique of them, numbers that no other line had
 * @param bad lines that were none of ours, each of which the server is to answer by closing
 * @param durationNanos from the first line until the server had read the last
 * @param failures connections that ended before their load was sent, and why the first did; null for none
 * @param counted what the server says to it; null when it was not asked
 * @param logProblem what is wrong with the log; null when nothing is, or it was not looked at
 */
public record NumbersReport(
        NumbersBlastConfig config,
        long sent,
        long unique,
        long bad,
        long durationNanos,
        String failures,
        NumbersCounts counted,
        String logProblem) {

    public long duplicates() {
        return sent - unique;
    }

    public double perSecond() {
        return sent * 1e9 / durationNanos;
    }

    /** Whether the server's counts are what was sent; also when it was not asked. */
    public boolean isEqual() {
        return counted == null
                || (counted.received() == sent
                        && counted.unique() == unique
                        && counted.duplicates() == duplicates()
                        && counted.rejected() == bad);
    }
}
