package junretsu.jobs.blast;

import java.util.concurrent.locks.LockSupport;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpFailure;
import junretsu.text.JsonException;

/**
 * The last look at every accepted job of a connection: in a kill check its result has to be what it was before, and for
 * the table by caller its worker time is asked for. For one thread.
 */
final class JobReview {
    private static final int NOT_FOUND = 404;

    /** Tries at one job, with pauses of up to half a second, before the review ends. */
    private static final int TRIES_MAX = 60;

    private final JobsBlastConfig config;
    private final ServerTurns servers;
    private final JobLedger ledger;
    private final LoadCounts counts;
    private final JobAnswer said = new JobAnswer();
    private long[] cpuNanos = new long[0];
    private long[] tookNanos = new long[0];
    private int next;
    private int tries;

    JobReview(JobsBlastConfig config, ServerTurns servers, JobLedger ledger, LoadCounts counts) {
        this.config = config;
        this.servers = servers;
        this.ledger = ledger;
        this.counts = counts;
    }

    /** Returns whether there is nothing more to ask. */
    boolean isDone() {
        boolean asks = config.killCheck() || config.fairness();
        return !asks || next >= ledger.size() || tries >= TRIES_MAX;
    }

    /** Asks for the next job; pauses after a failure. */
    void step() {
        if (cpuNanos.length == 0) {
            cpuNanos = new long[ledger.size()];
            tookNanos = new long[ledger.size()];
        }
        try {
            if (config.killCheck() && ledger.outcome(next).hasResult()) {
                compare(servers.get(JobPoller.path(JobPoster.PATH, ledger.id(next))));
            }
            if (config.fairness()) {
                takeTime(servers.get(JobPoller.path("/api/jobs", ledger.id(next))));
            }
            servers.succeeded();
            tries = 0;
            next++;
        } catch (HttpFailure e) {
            counts.getErrors.add(e);
            tries++;
            LockSupport.parkNanos(servers.failed());
        } catch (JsonException e) {
            counts.getErrors.add("an answer that is not understood", e.getMessage());
            next++;
        }
    }

    /** Worker time of a job in nanoseconds; 0 when the server did not say. */
    long cpuNanos(int job) {
        return job < cpuNanos.length ? cpuNanos[job] : 0;
    }

    /** The time until the job ended, by the server's clock or, where it does not say, as seen; 0 while it is open. */
    long tookNanos(int job) {
        boolean isSaid = job < tookNanos.length && tookNanos[job] > 0;
        return isSaid ? tookNanos[job] : ledger.tookNanos(job);
    }

    /** Jobs that were not asked for, since no server answered. */
    int left() {
        return isDone() && tries >= TRIES_MAX ? ledger.size() - next : 0;
    }

    private void compare(HttpAnswer answer) {
        counts.askedAgain++;
        if (answer.status() == NOT_FOUND) {
            counts.missing++;
            return;
        }
        if (!answer.isOk()) {
            counts.getErrors.add(answer);
            return;
        }
        said.read(answer);
        boolean isSame = said.outcome() == ledger.outcome(next) && said.fingerprint() == ledger.fingerprint(next);
        if (!isSame) {
            counts.changed(ledger.id(next) + ": was " + ledger.outcome(next).word() + ", is now "
                    + answer.text().strip());
        }
    }

    private void takeTime(HttpAnswer answer) {
        if (!answer.isOk()) {
            counts.getErrors.add(answer);
            return;
        }
        said.read(answer);
        cpuNanos[next] = Math.max(0, said.cpuNanos());
        tookNanos[next] = said.tookNanos();
    }
}
