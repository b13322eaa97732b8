package junretsu.jobs.serve;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.text.JsonWriter;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * The two paths that the public load programs know: {@code POST /compute} answers 200 with the request's ID once the
 * job is durable, {@code GET /compute/{id}} the factors. Any thread may call.
 */
final class ComputeEndpoint {
    private final JobQueue queue;
    private final Callers callers;
    private final Intake intake;

    ComputeEndpoint(JobQueue queue, Callers callers, Intake intake) {
        this.queue = queue;
        this.callers = callers;
        this.intake = intake;
    }

    CompletionStage<Response> post(Request request) {
        return intake.post(intake.readJob(request)).thenApply(ComputeEndpoint::answer);
    }

    private static Response answer(Posted posted) {
        Response refusal = Intake.refusal(posted);
        return refusal != null
                ? refusal
                : Response.json("{\"request_id\":\""
                        + ((Posted.Accepted) posted).jobs().get(0).id() + "\"}");
    }

    CompletionStage<Response> get(Request request) {
        JobId id = JobId.parse(request.parameter("id"));
        return id == null
                ? CompletableFuture.completedFuture(unknown())
                : queue.find(id).thenApply(job -> job == null ? unknown() : shown(request, job));
    }

    private Response shown(Request request, Job job) {
        Response refusal = callers.refusalToRead(request, job.caller());
        return refusal == null ? Response.json(text(job)) : refusal;
    }

    static Response unknown() {
        return Response.problem(404, "there is no such job, or its result has expired");
    }

    private static String text(Job job) {
        JsonWriter json = new JsonWriter().beginObject().field("status", status(job.state()));
        json.field("number", job.number());
        JobJson.strings(json, "results", results(job));
        if (job.state() == JobState.PARTIAL) {
            json.field("partial", true).field("composite", job.result().rest());
        }
        String error = JobJson.error(job);
        return (error == null ? json : json.field("error", error)).endObject().toString();
    }

    private static String status(JobState state) {
        return switch (state) {
            case QUEUED, RUNNING -> "pending";
            case COMPLETED, PARTIAL -> "completed";
            default -> state.text();
        };
    }

    /** The primes, and behind them what could not be factored: their product is the number. */
    private static List<String> results(Job job) {
        if (job.result() == null) {
            return List.of();
        }
        if (job.result().rest() == null) {
            return job.result().primes();
        }
        List<String> all = new java.util.ArrayList<>(job.result().primes());
        all.add(job.result().rest());
        return all;
    }
}
