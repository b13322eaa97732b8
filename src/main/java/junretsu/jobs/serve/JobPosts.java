package junretsu.jobs.serve;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.Place;
import junretsu.jobs.queue.Posted;
import junretsu.text.JsonWriter;
import junretsu.web.Exchange;
import junretsu.web.Response;
import junretsu.web.StreamPlaces;

/**
 * Takes jobs at {@code POST /api/jobs}: 202 and their IDs at once, or 200 and their results when they end within the
 * time that the client waits. Any thread may call.
 */
final class JobPosts {
    private static final int RETRY_SECONDS = 1;

    private final JobQueue queue;
    private final Intake intake;
    private final Waits waits;
    private final StreamPlaces places;

    JobPosts(JobQueue queue, Intake intake, Waits waits, StreamPlaces places) {
        this.queue = queue;
        this.intake = intake;
        this.waits = waits;
        this.places = places;
    }

    void answer(Exchange exchange) {
        long waitNanos = WaitTime.nanos(exchange.request());
        Intake.Order order = intake.readJobs(exchange.request());
        QueueAnswers.answer(
                exchange,
                intake.post(order).thenCompose(posted -> answer(exchange, posted, order.isBatch(), waitNanos)));
    }

    private CompletionStage<Response> answer(Exchange exchange, Posted posted, boolean isBatch, long waitNanos) {
        Response refusal = Intake.refusal(posted);
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        List<Job> jobs = ((Posted.Accepted) posted).jobs();
        CompletionStage<List<Job>> later = CompletableFuture.completedFuture(jobs);
        if (waitNanos > 0 && exchange.tryEnter(places)) {
            later = waits.ended(jobs.stream().map(Job::id).toList(), waitNanos, exchange)
                    .thenApply(ends -> newest(jobs, ends));
        }
        return later.thenCompose(now -> isBatch ? batch(now) : single(now.get(0)));
    }

    /** The jobs as they ended; those that did not end in time, as they were posted. */
    private static List<Job> newest(List<Job> posted, List<Job> ends) {
        return IntStream.range(0, posted.size())
                .mapToObj(i -> ends.get(i) == null ? posted.get(i) : ends.get(i))
                .toList();
    }

    private CompletionStage<Response> single(Job job) {
        String location = "/api/jobs/" + job.id();
        if (job.state().isFinal()) {
            return CompletableFuture.completedFuture(
                    Response.json(JobJson.of(job)).header("Location", location));
        }
        return QueueAnswers.place(queue, job)
                .thenApply(place -> Response.json(202, JobJson.of(job, place))
                        .header("Location", location)
                        .retryAfter(RETRY_SECONDS));
    }

    private CompletionStage<Response> batch(List<Job> jobs) {
        if (jobs.stream().allMatch(job -> job.state().isFinal())) {
            return CompletableFuture.completedFuture(Response.json(text(jobs, null)));
        }
        return QueueAnswers.place(queue, jobs.get(jobs.size() - 1))
                .thenApply(place -> Response.json(202, text(jobs, place)).retryAfter(RETRY_SECONDS));
    }

    /** @param last the place of the last job; null when all have ended */
    private static String text(List<Job> jobs, Place last) {
        JsonWriter json = new JsonWriter().beginObject().beginArray("jobs");
        jobs.forEach(job -> JobJson.members(json.beginObject(), job).endObject());
        json.endArray();
        return (last == null ? json : JobJson.place(json, last)).endObject().toString();
    }
}
