package junretsu.jobs.blast;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpFailure;
import junretsu.text.JsonException;

/**
 * Asks for open jobs until they have ended. After each that has not, it turns from the oldest to the others or back:
 * most servers are done with the oldest first, and none should be overlooked. For one thread.
 */
final class JobPoller {
    private static final int NOT_FOUND = 404;
    private static final long WAIT_MS_MAX = 5_000;

    private final JobsBlastConfig config;
    private final ServerTurns servers;
    private final JobLedger ledger;
    private final OpenJobs open;
    private final LoadCounts counts;
    private final LongSupplier elapsedNanos;
    private final JobAnswer said = new JobAnswer();
    private final String wait;
    private long nextNanos;
    private boolean isOldestDue = true;

    JobPoller(
            JobsBlastConfig config,
            ServerTurns servers,
            JobLedger ledger,
            OpenJobs open,
            LoadCounts counts,
            LongSupplier elapsedNanos) {
        this.config = config;
        this.servers = servers;
        this.ledger = ledger;
        this.open = open;
        this.counts = counts;
        this.elapsedNanos = elapsedNanos;
        this.wait = "?wait=" + Math.min(WAIT_MS_MAX, config.timeoutNanos() / 2_000_000) + "ms";
    }

    /** The path of a job, its ID percent-encoded. */
    static String path(String root, String id) {
        return root + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The time of the next question, from the load's start. */
    long nextNanos() {
        return nextNanos;
    }

    /** Asks once; there must be an open job. */
    void poll() {
        boolean isOldest = config.poll().isWait() || isOldestDue;
        int job = isOldest ? open.oldest() : open.step();
        try {
            if (!config.poll().isWait() || hasEnded(job)) {
                ask(job);
            }
        } catch (HttpFailure e) {
            counts.getErrors.add(e);
            pause(servers.failed());
        } catch (JsonException e) {
            counts.getErrors.add("an answer that is not understood", e.getMessage());
            pause(servers.failed());
        }
    }

    /** Lets the server wait for the job's end, which is timed at its answer. */
    private boolean hasEnded(int job) throws HttpFailure {
        HttpAnswer answer = servers.get(path("/api/jobs", ledger.id(job)) + wait);
        if (!answer.isOk()) {
            counts.getErrors.add(answer);
            pause(servers.failed());
            return answer.status() == NOT_FOUND;
        }
        said.read(answer);
        if (said.outcome() == Outcome.OPEN) {
            return false;
        }
        ledger.seenEnded(job, elapsedNanos.getAsLong());
        return true;
    }

    private void ask(int job) throws HttpFailure {
        long begin = elapsedNanos.getAsLong();
        HttpAnswer answer = servers.get(path(JobPoster.PATH, ledger.id(job)));
        if (!answer.isOk()) {
            fail(job, answer);
            return;
        }
        long now = elapsedNanos.getAsLong();
        counts.gets.record(now - begin);
        said.read(answer);
        servers.succeeded();
        if (said.outcome() == null) {
            counts.getErrors.add("an answer with a status that is not known", answer);
            pause(servers.failed());
        } else if (said.outcome() == Outcome.OPEN) {
            ledger.end(job, Outcome.OPEN, 0);
            isOldestDue = !isOldestDue;
            pause(config.poll().pauseNanos());
        } else {
            end(job, now);
        }
    }

    /** Counts an answer that is no success; a job not found is lost, in a kill check unless it is found later. */
    private void fail(int job, HttpAnswer answer) {
        counts.getErrors.add(answer);
        if (answer.status() == NOT_FOUND) {
            ledger.end(job, Outcome.LOST, 0);
        }
        if (ledger.outcome(job) == Outcome.LOST && !config.killCheck()) {
            open.remove(job);
        } else {
            pause(servers.failed());
        }
    }

    private void end(int job, long now) {
        ledger.seenEnded(job, now);
        ledger.end(job, said.outcome(), said.fingerprint());
        open.remove(job);
        counts.jobs.record(ledger.tookNanos(job));
        counts.line.record(now, 1, ledger.tookNanos(job));
        counts.endedNanos = Math.max(counts.endedNanos, ledger.plannedNanos(job) + ledger.tookNanos(job));
        if (config.verify() && said.outcome().hasResult()) {
            check(job);
        }
    }

    private void check(int job) {
        String number = config.source().job(ledger.index(job)).number();
        String fault = AnswerCheck.fault(number, said);
        counts.checked++;
        if (fault != null) {
            counts.wrong(number + " (" + ledger.id(job) + "): " + fault);
        }
    }

    private void pause(long nanos) {
        nextNanos = Math.max(nextNanos, elapsedNanos.getAsLong() + nanos);
    }
}
