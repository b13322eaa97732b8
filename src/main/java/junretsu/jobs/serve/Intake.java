package junretsu.jobs.serve;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.serve.JobRejections.Reason;
import junretsu.jobs.work.Courtesy;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/** The way of a request's jobs into the queue: read, held to the caller's rate, posted. Any thread may call. */
final class Intake {
    private static final Set<String> TYPES_BESIDE_JSON = Set.of("application/x-www-form-urlencoded", "text/plain");

    private final JobQueue queue;
    private final Callers callers;
    private final CallerRates rates;
    private final JobRejections rejections;
    private final Courtesy courtesy;
    private final int digitsMax;
    private final ThreadLocal<PostingParser> parsers;

    Intake(JobsState state) {
        queue = state.queue();
        callers = state.callers();
        rates = state.rates();
        rejections = state.rejections();
        courtesy = state.courtesy();
        digitsMax = state.config().digits();
        parsers = ThreadLocal.withInitial(() -> new PostingParser(digitsMax));
    }

    /** The refusal of a body that says it is no JSON; null for all others, also for what curl sends by itself. */
    static Response refusalOfType(Request request) {
        String type = request.header("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.isEmpty() || bare.contains("json") || TYPES_BESIDE_JSON.contains(bare)
                ? null
                : Response.problem(415, "application/json is taken here, or application/x-ndjson with a job a line");
    }

    /**
     * The jobs of a request, and on whose behalf they come.
     *
     * @param isBatch false for one job that was sent by itself
     */
    record Order(Posting posting, boolean isBatch) {}

    /**
     * Reads jobs: one, an array of them, or with the type {@code application/x-ndjson} one a line.
     *
     * @throws BadRequest when there is a fault in any of them
     */
    Order readJobs(Request request) {
        return counted(() -> {
            String type = request.header("Content-Type");
            boolean isLines = type != null && type.contains("ndjson");
            PostingParser parser = parsers.get();
            PostingParser.Jobs jobs = isLines
                    ? parser.readLines(request.body().array(), request.body().length())
                    : parser.readJson(request.body().array(), request.body().length());
            return order(request, jobs);
        });
    }

    /** Reads one job, from the body or, without one, behind {@code ?number=}. Throws as {@link #readJobs} does. */
    Order readJob(Request request) {
        return counted(() -> {
            String number = request.query("number");
            if (request.body().length() == 0 && number != null) {
                Posting.NewJob job = new Posting.NewJob(NumberText.read(number, digitsMax), JobWire.PRIORITY_DEFAULT);
                return order(request, new PostingParser.Jobs(List.of(job), false));
            }
            PostingParser.Jobs jobs = parsers.get()
                    .readJson(request.body().array(), request.body().length());
            if (jobs.isBatch()) {
                throw new BadRequest("one job is taken here; POST /api/jobs takes many");
            }
            return order(request, jobs);
        });
    }

    private Order order(Request request, PostingParser.Jobs jobs) {
        Posting posting = new Posting(callers.nameOf(request), jobs.list(), CallerName.idempotencyKey(request));
        return new Order(posting, jobs.isBatch());
    }

    private Order counted(Supplier<Order> reading) {
        try {
            return reading.get();
        } catch (BadRequest e) {
            rejections.add(Reason.BAD);
            throw e;
        }
    }

    /** Posts the jobs; completed once they are durable, or with the reason for which none was taken. */
    CompletionStage<Posted> post(Order order) {
        Posting posting = order.posting();
        double perSecond = callers.ratePerSecond(posting.caller());
        int seconds = rates.take(posting.caller(), perSecond, posting.jobs().size());
        if (seconds > 0) {
            rejections.add(Reason.RATE);
            return CompletableFuture.completedFuture(new Posted.Limited(
                    "the caller may hand in " + Math.round(perSecond) + " jobs a second; nothing was taken", seconds));
        }
        courtesy.posted();
        return queue.post(posting).thenApply(posted -> {
            count(posted);
            if (!(posted instanceof Posted.Accepted accepted) || accepted.isRepeat()) {
                rates.giveBack(posting.caller(), perSecond, posting.jobs().size());
            }
            return posted;
        });
    }

    private void count(Posted posted) {
        if (posted instanceof Posted.Limited) {
            rejections.add(Reason.OPEN);
        } else if (posted instanceof Posted.Conflict) {
            rejections.add(Reason.CONFLICT);
        } else if (posted instanceof Posted.Unavailable) {
            rejections.add(Reason.UNAVAILABLE);
        }
    }

    /** The answer to jobs that were not accepted; null when they were. */
    static Response refusal(Posted posted) {
        if (posted instanceof Posted.Limited limited) {
            return Response.problem(429, limited.sentence()).retryAfter(limited.retryAfterSeconds());
        }
        if (posted instanceof Posted.Conflict conflict) {
            return Response.problem(422, JobWire.IDEMPOTENCY_HEADER, conflict.sentence());
        }
        if (posted instanceof Posted.Unavailable unavailable) {
            return Response.problem(503, unavailable.sentence()).retryAfter(unavailable.retryAfterSeconds());
        }
        return null;
    }
}
