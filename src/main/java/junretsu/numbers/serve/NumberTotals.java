package junretsu.numbers.serve;

/**
 * The counts of a server since its start, at one moment.
 *
 * @param unique numbers that were new, which are in the log
 * @param duplicates numbers that were not
 * @param rejected lines that were no number, each of which closed its connection
 * @param unfinished connections that ended within a line, which did not count
 * @param bytes received
 * @param uniqueTotal numbers in the log, those of earlier runs too; always the unique ones and those from before
 * @param logWriteNanos time in which the log was being written, by whichever reader
 * @param connections clients at this moment
 * @param accepted clients that were served
 * @param refused clients that were refused
 */
public record NumberTotals(
        long unique,
        long duplicates,
        long rejected,
        long unfinished,
        long bytes,
        long uniqueTotal,
        long logWriteNanos,
        int connections,
        long accepted,
        long refused) {

    /** The counts at this moment; any thread may call. */
    static NumberTotals of(Intake intake, NumberLog log) {
        Sum sum = new Sum();
        intake.addTo(sum);
        return new NumberTotals(
                sum.unique,
                sum.duplicates,
                sum.rejected,
                sum.unfinished,
                sum.bytes,
                log.linesBefore() + sum.unique,
                log.writeNanos(),
                sum.connections,
                sum.accepted,
                sum.refused);
    }

    /** Numbers received, new or not. */
    public long received() {
        return unique + duplicates;
    }

    /** Adds the counts of an intake up. */
    static final class Sum {
        long unique;
        long duplicates;
        long rejected;
        long unfinished;
        long bytes;
        int connections;
        long accepted;
        long refused;
    }
}
