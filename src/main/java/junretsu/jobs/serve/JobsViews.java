package junretsu.jobs.serve;

import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.QueueLook;
import junretsu.service.CommonViews;
import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;
import junretsu.web.ErrorForm;
import junretsu.web.Pages;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The paths of a jobs server. Its methods may be called by any thread. */
final class JobsViews {
    private static final String CALLER = "the caller, if the header X-Caller-ID does not name it";
    private static final String WAIT = "how long to wait for the end, such as 20s; 100 s at most";

    private final JobsState state;
    private final CommonViews common;
    private final Callers callers;
    private final Intake intake;

    JobsViews(JobsState state, CommonViews common) {
        this.state = state;
        this.common = common;
        callers = state.callers();
        intake = new Intake(state);
    }

    Routes routes() {
        Routes routes = common.routes().errors("compute", ErrorForm.ERROR_MEMBER);
        if (state.config().role().takesJobs()) {
            routes.add(toCompute()).add(toPost());
        }
        return routes.add(toAsk()).add(toChange()).add(Pages.counts("jobs"));
    }

    private Route[] toCompute() {
        ComputeEndpoint compute = new ComputeEndpoint(state.queue(), callers, intake);
        return new Route[] {
            Route.post("/compute", "Takes a number; answers with the request's ID", QueueAnswers.later(compute::post))
                    .quick()
                    .guard(this::refusalToTake)
                    .bodyMax(PostingParser.JOB_BYTES_MAX)
                    .query("caller", CALLER)
                    .query("number", "the number, if there is no body"),
            Route.get("/compute/{id}", "The prime factors of a number", QueueAnswers.later(compute::get))
                    .quick()
                    .guard(callers::refusal)
        };
    }

    private Route[] toPost() {
        JobPosts posts = new JobPosts(state.queue(), intake, state.waits(), state.places());
        return new Route[] {
            Route.post("/api/jobs", "Takes a job, or up to 1,000 together", posts::answer)
                    .quick()
                    .guard(this::refusalToTake)
                    .bodyMax(PostingParser.BODY_BYTES_MAX)
                    .query("caller", CALLER)
                    .query("wait", WAIT)
        };
    }

    private Route[] toAsk() {
        JobList list = new JobList(state.queue(), callers);
        JobEndpoints jobs = endpoints();
        return new Route[] {
            Route.get("/api/jobs/{id}", "A job with its place or its result", jobs::get)
                    .quick()
                    .guard(callers::refusal)
                    .query("wait", WAIT),
            Route.get("/api/jobs/{id}/events", "A job's events until its end", state.events()::answer)
                    .guard(callers::refusal)
                    .returns("text/event-stream"),
            Route.get("/api/jobs", "The caller's jobs, the newest first", QueueAnswers.later(list::ofCaller))
                    .guard(callers::refusal)
                    .query("caller", CALLER)
                    .query("status", "one or several of the states, with commas between them")
                    .query("before", "ID behind which to go on; 'next' of the page before")
                    .query("limit", "jobs at most, 100 by default, up to 1,000")
                    .large(),
            Route.get("/api/dead", "Jobs set apart, since their workers died", QueueAnswers.later(list::dead))
                    .guard(request -> refusal(request, "the dead jobs of all callers are not shown here"))
                    .query("caller", "only this caller's")
                    .query("before", "ID behind which to go on; 'next' of the page before")
                    .query("limit", "jobs at most, 100 by default, up to 1,000")
                    .large(),
            Route.view("/api/counts", "The counts at this moment", request -> counts())
                    .guard(callers::refusal),
            Route.view("/api/queue", "The queue by caller", this::queue).guard(callers::refusal)
        };
    }

    private Route[] toChange() {
        JobEndpoints jobs = endpoints();
        return new Route[] {
            Route.of("DELETE", "/api/jobs/{id}", "Cancels a job of the caller", QueueAnswers.later(jobs::cancel))
                    .guard(callers::refusal)
                    .query("caller", CALLER),
            Route.post("/api/jobs/{id}/requeue", "Puts a failed job back", QueueAnswers.later(jobs::requeue))
                    .guard(request -> refusal(request, "no job can be put back here"))
        };
    }

    private JobEndpoints endpoints() {
        return new JobEndpoints(state.queue(), callers, state.waits(), state.places());
    }

    private Response refusalToTake(Request request) {
        Response refusal = callers.refusal(request);
        return refusal == null ? Intake.refusalOfType(request) : refusal;
    }

    private Response refusal(Request request, String what) {
        return state.config().adminToken().refusal(request, what);
    }

    /** At a moment at which nothing is under way, what came in is what went out and what is still open. */
    private Response counts() {
        JobCounts counts = state.queue().counts();
        QueueLook look = state.queue().look();
        JsonWriter json = new JsonWriter().beginObject().field("service", "jobs");
        json.field("takes_jobs", state.config().role().takesJobs());
        json.field("open_at_start", state.openAtStart());
        json.field("accepted", counts.sum(JobEvent.ACCEPTED)).field("requeued", counts.sum(JobEvent.REQUEUED));
        for (JobState end : JobState.values()) {
            if (end.isFinal()) {
                json.field(end.text(), counts.endedAs(end));
            }
        }
        json.field("open", look.queued() + look.running());
        json.field("queued", look.queued()).field("running", look.running());
        json.field("dead", look.failed()).field("callers", look.callersActive());
        json.field("repeated", counts.sum(JobEvent.REPEATED))
                .field("rejected", state.rejections().sum());
        json.field("slices", counts.sum(JobEvent.SLICE)).field("cache_hits", counts.sum(JobEvent.CACHE_HIT));
        json.field("workers", state.config().queue().workers());
        json.field("worker_cpu_s", counts.workerNanos() / 1e9, 3);
        percentiles(json, "wait", counts.waits());
        percentiles(json, "run", counts.runs());
        json.field("uptime_s", common.uptimeSeconds(), 1);
        return Response.json(json.endObject().toString());
    }

    private static void percentiles(JsonWriter json, String name, LogHistogram times) {
        json.field(name + "_p50_ms", times.percentileMicros(0.5) / 1e3, 3);
        json.field(name + "_p99_ms", times.percentileMicros(0.99) / 1e3, 3);
    }

    private Response queue(Request request) {
        String caller = callers.seenBy(request);
        QueueLook look = state.queue().look();
        JsonWriter json = new JsonWriter().beginObject();
        json.field("queued", look.queued()).field("running", look.running());
        json.field("callers_active", look.callersActive()).field("seats_taken", look.seatsTaken());
        if (look.heapBytesMax() > 0) {
            json.field("heap_bytes", look.heapBytes()).field("heap_bytes_max", look.heapBytesMax());
        }
        json.beginArray("callers");
        look.callers().stream()
                .filter(each -> caller == null || caller.equals(each.caller()))
                .forEach(each -> json.beginObject()
                        .field("caller", each.caller())
                        .field("queued", each.queued())
                        .field("running", each.running())
                        .field("cpu_ms", each.cpuNanos() / 1_000_000)
                        .fieldOrNull("oldest_ms", each.oldestPostedMs() == 0 ? null : each.oldestPostedMs())
                        .endObject());
        json.endArray().beginArray("workers");
        if (state.pool() != null) {
            WorkJson.workers(
                    json, state.pool().running(), state.config().queue().workers(), caller);
        }
        return Response.json(json.endArray().endObject().toString());
    }
}
