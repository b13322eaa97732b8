package junretsu.jobs.serve;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import junretsu.base.Causes;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.Place;
import junretsu.jobs.share.RedisAway;
import junretsu.sql.SqlException;
import junretsu.web.Endpoint;
import junretsu.web.Exchange;
import junretsu.web.Request;
import junretsu.web.Response;

/** Answers that come from the queue; one that it cannot give now is said so. */
final class QueueAnswers {
    private static final int RETRY_SECONDS = 1;

    private QueueAnswers() {}

    /** The place of a job; unknown when the queue does not answer, since the job itself is known. */
    static CompletionStage<Place> place(JobQueue queue, Job job) {
        return queue.place(job).exceptionally(failure -> Place.UNKNOWN);
    }

    /** An endpoint that answers when the stage completes, in the thread that completes it. */
    static Endpoint later(Function<Request, CompletionStage<Response>> view) {
        return exchange -> answer(exchange, view.apply(exchange.request()));
    }

    /** Answers when the stage completes: with 503 when the disk or Redis kept it from answering. */
    static void answer(Exchange exchange, CompletionStage<Response> stage) {
        stage.whenComplete((response, failure) -> {
            Throwable cause = Causes.of(failure);
            if (cause == null) {
                exchange.respond(response);
            } else if (cause instanceof RedisAway || cause instanceof SqlException) {
                exchange.respond(Response.problem(503, "the queue does not answer: " + cause.getMessage())
                        .retryAfter(RETRY_SECONDS));
            } else {
                exchange.fail(cause);
            }
        });
    }
}
