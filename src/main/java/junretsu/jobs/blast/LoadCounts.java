package junretsu.jobs.blast;

import java.util.ArrayList;
import java.util.List;
import junretsu.load.TimeLine;
import junretsu.load.http.ErrorReasons;
import junretsu.text.LogHistogram;

/**
 * The requests of a connection, or of all together, and what became of the jobs. Each POST is in the end accepted,
 * failed (there is no job) or unknown; each accepted job is in one {@link Outcome}. Not thread-safe.
 */
final class LoadCounts {
    static final int EXAMPLES_MAX = 5;

    /** From the planned time in open loop, else from sending; accepted ones alone. */
    final LogHistogram posts = new LogHistogram();

    final LogHistogram gets = new LogHistogram();

    /** From the planned POST until the job's end was seen. */
    final LogHistogram jobs = new LogHistogram();

    /** Jobs that were seen to have ended. */
    final TimeLine line = new TimeLine();

    final ErrorReasons postErrors = new ErrorReasons();
    final ErrorReasons getErrors = new ErrorReasons();
    final List<String> wrongExamples = new ArrayList<>();
    final List<String> changedExamples = new ArrayList<>();
    private final long[] byOutcome = new long[Outcome.values().length];
    long sent;

    /** Jobs that were asked for and found no server to the end; they are not among those sent. */
    long unsent;

    long accepted;
    long failed;
    long unknown;
    long retries;
    long connects;
    long checked;
    long wrong;
    long askedAgain;
    long changed;
    long missing;
    long acceptedNanos;
    long endedNanos;
    long longestNanos;

    void wrong(String example) {
        wrong++;
        addExample(wrongExamples, example);
    }

    void changed(String example) {
        changed++;
        addExample(changedExamples, example);
    }

    /**
     * Counts all jobs of a ledger.
     *
     * @param nowNanos up to which the open ones have waited
     */
    void addAll(JobLedger ledger, long nowNanos) {
        for (int job = 0; job < ledger.size(); job++) {
            byOutcome[ledger.outcome(job).ordinal()]++;
            long took = ledger.tookNanos(job);
            longestNanos = Math.max(longestNanos, took > 0 ? took : nowNanos - ledger.plannedNanos(job));
        }
    }

    void add(LoadCounts other) {
        posts.add(other.posts);
        gets.add(other.gets);
        jobs.add(other.jobs);
        line.add(other.line);
        postErrors.add(other.postErrors);
        getErrors.add(other.getErrors);
        other.wrongExamples.forEach(example -> addExample(wrongExamples, example));
        other.changedExamples.forEach(example -> addExample(changedExamples, example));
        for (int i = 0; i < byOutcome.length; i++) {
            byOutcome[i] += other.byOutcome[i];
        }
        sent += other.sent;
        unsent += other.unsent;
        accepted += other.accepted;
        failed += other.failed;
        unknown += other.unknown;
        retries += other.retries;
        connects += other.connects;
        checked += other.checked;
        wrong += other.wrong;
        askedAgain += other.askedAgain;
        changed += other.changed;
        missing += other.missing;
        acceptedNanos = Math.max(acceptedNanos, other.acceptedNanos);
        endedNanos = Math.max(endedNanos, other.endedNanos);
        longestNanos = Math.max(longestNanos, other.longestNanos);
    }

    /** The number of jobs with this outcome. */
    long of(Outcome outcome) {
        return byOutcome[outcome.ordinal()];
    }

    /** Jobs that have ended, in whatever way. */
    long ended() {
        return accepted - of(Outcome.OPEN) - of(Outcome.LOST);
    }

    /** Jobs sent that have no result. */
    long withoutResult() {
        return sent - of(Outcome.COMPLETED) - of(Outcome.PARTIAL);
    }

    boolean isSumRight() {
        long outcomes = 0;
        for (long count : byOutcome) {
            outcomes += count;
        }
        return sent == accepted + failed + unknown && accepted == outcomes;
    }

    private static void addExample(List<String> examples, String example) {
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(example);
        }
    }
}
