package junretsu.jobs.blast;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import junretsu.jobs.JobWire;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpFailure;
import junretsu.load.http.RequestBuffer;
import junretsu.text.JsonException;

/**
 * Posts one job after another. One that never reached a server is sent again; one that may have is sent again in a kill
 * check alone, with an {@code Idempotency-Key}, so that a server that knows such keys accepts it once. For one thread.
 */
final class JobPoster {
    static final String PATH = "/compute";
    private static final int TOO_MANY_REQUESTS = 429;

    private final JobsBlastConfig config;
    private final ServerTurns servers;
    private final JobLedger ledger;
    private final OpenJobs open;
    private final LoadCounts counts;
    private final String run;
    private final LongSupplier elapsedNanos;
    private final PostAnswer said = new PostAnswer();
    private RequestBuffer request;
    private long index;
    private long plannedNanos;
    private boolean isPending;
    private boolean isSent;
    private boolean isUncertain;

    /** @param run stands in front of idempotency keys, so that no other run has the same */
    JobPoster(
            JobsBlastConfig config,
            ServerTurns servers,
            JobLedger ledger,
            OpenJobs open,
            LoadCounts counts,
            String run,
            LongSupplier elapsedNanos) {
        this.config = config;
        this.servers = servers;
        this.ledger = ledger;
        this.open = open;
        this.counts = counts;
        this.run = run;
        this.elapsedNanos = elapsedNanos;
    }

    /** Returns whether a job was drawn that is neither accepted nor given up. */
    boolean isPending() {
        return isPending;
    }

    /**
     * Draws a job, to be posted by {@link #attempt}.
     *
     * @param planned when it is due, from the load's start
     */
    void draw(long newIndex, long planned) {
        index = newIndex;
        plannedNanos = planned;
        isPending = true;
        isSent = false;
        isUncertain = false;
        counts.sent++;
        write();
    }

    /**
     * Tries once, and pauses after a failure.
     *
     * @param mayRepeat whether there may be another try
     * @return whether a server answered
     */
    boolean attempt(boolean mayRepeat) {
        try {
            servers.connect();
            if (isSent) {
                counts.retries++;
            }
            isSent = true;
            take(servers.exchange(request), mayRepeat);
            return true;
        } catch (HttpFailure e) {
            counts.postErrors.add(e);
            isUncertain |= e.isSent();
            repeatOrGiveUp(mayRepeat);
            return false;
        }
    }

    private void write() {
        JobSource.Job job = config.source().job(index);
        request = servers.post(PATH).header(JobWire.CALLER_HEADER, job.caller());
        if (config.killCheck()) {
            request.header(JobWire.IDEMPOTENCY_HEADER, run + "-" + index);
        }
        request.text("{\"number\":\"").text(job.number()).text("\"}");
    }

    private void take(HttpAnswer answer, boolean mayRepeat) {
        if (answer.isOk()) {
            accept(answer);
            return;
        }
        counts.postErrors.add(answer);
        isUncertain |= answer.status() >= 500;
        if (answer.status() >= 500 || answer.status() == TOO_MANY_REQUESTS) {
            repeatOrGiveUp(mayRepeat);
        } else {
            giveUp();
        }
    }

    private void accept(HttpAnswer answer) {
        String id = null;
        try {
            id = said.id(answer);
        } catch (JsonException e) {
            // Told apart below from an answer that is JSON by nothing that would help its reader.
        }
        if (id == null) {
            isUncertain = true;
            counts.postErrors.add("an answer without a request_id", answer);
            giveUp();
            return;
        }
        long now = elapsedNanos.getAsLong();
        servers.succeeded();
        counts.posts.record(now - plannedNanos);
        counts.accepted++;
        counts.acceptedNanos = now;
        open.add(ledger.add(id, index, plannedNanos));
        isPending = false;
    }

    private void repeatOrGiveUp(boolean mayRepeat) {
        if (mayRepeat && (config.killCheck() || !isSent)) {
            LockSupport.parkNanos(servers.failed());
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        isPending = false;
        if (isUncertain) {
            counts.unknown++;
        } else {
            counts.failed++;
        }
    }
}
