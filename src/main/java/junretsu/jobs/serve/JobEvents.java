package junretsu.jobs.serve;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Place;
import junretsu.jobs.work.Running;
import junretsu.text.JsonWriter;
import junretsu.web.BodySink;
import junretsu.web.Exchange;
import junretsu.web.Response;
import junretsu.web.StreamPlaces;

/**
 * The events of a job until its end, as server-sent events: {@code queued} with its place, {@code started}, {@code
 * progress}, and at last {@code completed} with the whole job, however it ended. A reader holds no thread. Any thread
 * may call; the worker's methods are its own.
 */
final class JobEvents implements Worker {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int ROUNDS_A_BEAT = 20;

    private final JobQueue queue;
    private final Callers callers;
    private final StreamPlaces places;
    private final Function<JobId, Running> work;

    /** With what is to be run when the reader leaves. */
    private final Map<JobWatcher, Runnable> watchers = new ConcurrentHashMap<>();

    private int rounds;

    /** @param work on a job that this process has begun; null for any other */
    JobEvents(JobQueue queue, Callers callers, StreamPlaces places, Function<JobId, Running> work) {
        this.queue = queue;
        this.callers = callers;
        this.places = places;
        this.work = work;
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(INTERVAL_NANOS);
    }

    @Override
    public String role() {
        return "job-events";
    }

    @Override
    public int doWork() {
        rounds++;
        for (JobWatcher watcher : watchers.keySet()) {
            tell(watcher);
            if (rounds % ROUNDS_A_BEAT == 0) {
                watcher.beat();
            }
        }
        return 0;
    }

    /** Begins to tell a reader; one that comes back after the last event is told to stay away. */
    void answer(Exchange exchange) {
        JobId id = JobId.parse(exchange.request().parameter("id"));
        if ("end".equals(exchange.request().header("Last-Event-ID"))) {
            exchange.respond(Response.empty(204));
            return;
        }
        if (id == null) {
            exchange.respond(ComputeEndpoint.unknown());
            return;
        }
        queue.find(id).whenComplete((job, failure) -> {
            if (failure != null) {
                exchange.fail(failure);
            } else if (job == null) {
                exchange.respond(ComputeEndpoint.unknown());
            } else {
                begin(exchange, job);
            }
        });
    }

    private void begin(Exchange exchange, Job job) {
        Response refusal = callers.refusalToRead(exchange.request(), job.caller());
        if (refusal != null) {
            exchange.respond(refusal);
        } else if (exchange.enter(places)) {
            exchange.respond(Response.streamed("text/event-stream", sink -> admit(job.id(), sink)));
        }
    }

    private void admit(JobId id, BodySink sink) {
        JobWatcher watcher = new JobWatcher(id, sink, this::leave);
        watchers.put(watcher, () -> {});
        Runnable giveUp = queue.whenEnded(id, watcher::end);
        if (watchers.replace(watcher, giveUp) == null) {
            giveUp.run();
        }
        watcher.begin();
        tell(watcher);
    }

    private void leave(JobWatcher watcher) {
        Runnable giveUp = watchers.remove(watcher);
        if (giveUp != null) {
            giveUp.run();
        }
    }

    /** Asks the queue, unless it has not answered yet: what is asked on top would only wait there, too. */
    private void tell(JobWatcher watcher) {
        if (watcher.beginLook()) {
            queue.find(watcher.id())
                    .thenCompose(job -> tell(watcher, job))
                    .whenComplete((told, failure) -> watcher.endLook());
        }
    }

    private CompletionStage<Void> tell(JobWatcher watcher, Job job) {
        if (job == null || job.state().isFinal()) {
            return CompletableFuture.completedStage(null);
        }
        if (job.state() != JobState.RUNNING) {
            return queue.place(job).thenAccept(place -> watcher.offer(queued(place)));
        }
        watcher.started("event: started\ndata: " + JobJson.of(job) + "\n\n");
        Running running = work.apply(job.id());
        if (running != null) {
            watcher.offer("event: progress\ndata: " + WorkJson.of(running) + "\n\n");
        }
        return CompletableFuture.completedStage(null);
    }

    private static String queued(Place place) {
        JsonWriter json = JobJson.place(new JsonWriter().beginObject(), place);
        return "event: queued\ndata: " + json.endObject() + "\n\n";
    }

    /** The number of readers. */
    int readers() {
        return watchers.size();
    }
}
