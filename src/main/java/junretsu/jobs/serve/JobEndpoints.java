package junretsu.jobs.serve;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.web.Exchange;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.StreamPlaces;

/** Shows one job, cancels it, puts it back. Any thread may call. */
final class JobEndpoints {
    private static final int RETRY_SECONDS = 1;

    private final JobQueue queue;
    private final Callers callers;
    private final Waits waits;
    private final StreamPlaces places;

    JobEndpoints(JobQueue queue, Callers callers, Waits waits, StreamPlaces places) {
        this.queue = queue;
        this.callers = callers;
        this.waits = waits;
        this.places = places;
    }

    private CompletionStage<Job> find(Request request) {
        JobId id = JobId.parse(request.parameter("id"));
        return id == null ? CompletableFuture.completedFuture(null) : queue.find(id);
    }

    /** The job as it is, or as it is at its end when that comes within the time that the client waits. */
    void get(Exchange exchange) {
        long waitNanos = WaitTime.nanos(exchange.request());
        QueueAnswers.answer(exchange, find(exchange.request()).thenCompose(job -> get(exchange, job, waitNanos)));
    }

    private CompletionStage<Response> get(Exchange exchange, Job job, long waitNanos) {
        Response refusal =
                job == null ? ComputeEndpoint.unknown() : callers.refusalToRead(exchange.request(), job.caller());
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        boolean waits = !job.state().isFinal() && waitNanos > 0 && exchange.tryEnter(places);
        return waits ? atEnd(job.id(), waitNanos, exchange).thenCompose(this::shown) : shown(job);
    }

    private CompletionStage<Job> atEnd(JobId id, long waitNanos, Exchange exchange) {
        return waits.ended(List.of(id), waitNanos, exchange)
                .thenCompose(
                        ends -> ends.get(0) == null ? queue.find(id) : CompletableFuture.completedFuture(ends.get(0)));
    }

    private CompletionStage<Response> shown(Job job) {
        if (job == null) {
            return CompletableFuture.completedFuture(ComputeEndpoint.unknown());
        }
        if (job.state().isFinal()) {
            return CompletableFuture.completedFuture(Response.json(JobJson.of(job))
                    .header("Cache-Control", "private, no-cache")
                    .etag(job.id() + "-" + Long.toString(job.endedMs(), 36)));
        }
        return QueueAnswers.place(queue, job)
                .thenApply(place -> Response.json(JobJson.of(job, place)).retryAfter(RETRY_SECONDS));
    }

    /** Cancels a job that is open, for its caller. */
    CompletionStage<Response> cancel(Request request) {
        return find(request).thenCompose(job -> {
            if (job == null) {
                return CompletableFuture.completedFuture(ComputeEndpoint.unknown());
            }
            Response refusal = callers.refusalOfOther(request, job.caller());
            return refusal == null
                    ? queue.cancel(job.id()).thenApply(change -> answer(change, "the job has ended"))
                    : CompletableFuture.completedFuture(refusal);
        });
    }

    /** Puts a failed job back into the queue. */
    CompletionStage<Response> requeue(Request request) {
        return find(request)
                .thenCompose(job ->
                        job == null ? CompletableFuture.completedFuture(Change.UNKNOWN) : queue.requeue(job.id()))
                .thenApply(change -> answer(change, "the job has not failed"));
    }

    private static Response answer(Change change, String tooLate) {
        return switch (change) {
            case DONE -> Response.empty(204);
            case UNKNOWN -> ComputeEndpoint.unknown();
            case TOO_LATE -> Response.problem(409, tooLate);
            case UNAVAILABLE ->
                Response.problem(503, "nothing can be changed now; /readyz says why")
                        .retryAfter(RETRY_SECONDS);
        };
    }
}
