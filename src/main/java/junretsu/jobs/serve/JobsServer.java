package junretsu.jobs.serve;

import java.io.IOException;
import java.util.List;
import junretsu.base.Deadline;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.work.Courtesy;
import junretsu.jobs.work.WorkSettings;
import junretsu.jobs.work.WorkerPool;
import junretsu.service.ApiKeyFile;
import junretsu.service.CommonViews;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.ViewServer;
import junretsu.service.Workers;
import junretsu.web.StreamPlaces;

/**
 * Factors numbers, each caller in a fair turn. The whole process:
 *
 * <pre>
 *   web: read, check -> posting --+                                      +--> job-worker-0: a slice of a job
 *   web: read, check -> posting --+--> queue (durable) --> fair turns ---+--> job-worker-1
 *   ...                                  |        ^                      +--> ...
 *                                        |        +---- results ---------+
 *   answers <-- waits, job-events <------+
 * </pre>
 *
 * Methods may be called by any thread.
 */
public final class JobsServer implements Server {
    private static final int PLACES_MAX = 8_192;

    private final JobsConfig config;
    private final OpenQueue opened;
    private final JobQueue queue;
    private final ViewServer web;
    private final Surroundings surroundings;
    private final Ending ending;
    private final Courtesy courtesy;
    private final WorkerPool pool;
    private final List<WorkerThread> threads;
    private final JobsState state;
    private final CommonViews common;
    private final JobsViews views;
    private final WorkerThread events;
    private final WorkerThread keys;

    private JobsServer(
            JobsConfig config,
            OpenQueue opened,
            Callers callers,
            ViewServer web,
            Workers workers,
            Ending ending,
            Surroundings surroundings) {
        this.config = config;
        this.opened = opened;
        queue = opened.queue();
        this.web = web;
        this.ending = ending;
        this.surroundings = surroundings;
        courtesy = new Courtesy(config.queue().workers());
        StreamPlaces places = StreamPlaces.upTo(PLACES_MAX);
        pool = queue.turns() == null ? null : pool(surroundings);
        JobEvents telling = new JobEvents(queue, callers, places, id -> pool == null ? null : pool.look(id));
        threads = pool == null ? List.of() : pool.addTo(workers);
        events = workers.add(telling, JobEvents.idlePolicy());
        keys = workers.add(callers.keys(), ApiKeyFile.idlePolicy());
        state = new JobsState(
                config,
                queue,
                queue.look().queued() + queue.look().running(),
                callers,
                new CallerRates(surroundings.clock()),
                new JobRejections(),
                courtesy,
                new Waits(queue),
                telling,
                pool,
                places);
        Health health = new Health(List.of(workers::idleOne, queue::problem));
        common = new CommonViews("jobs", surroundings, health, text -> JobsMetrics.write(state, text))
                .build("role", config.role().name().toLowerCase(java.util.Locale.ROOT));
        views = new JobsViews(state, common);
    }

    private WorkerPool pool(Surroundings surroundings) {
        WorkSettings settings = new WorkSettings(
                config.queue().workers(),
                config.jobTimeNanos(),
                config.cacheSize(),
                SeatMemory.stateBytes(Runtime.getRuntime().maxMemory()));
        return new WorkerPool(queue.turns(), queue.counts(), settings, courtesy, surroundings.clock());
    }

    /**
     * Opens the queue and the address, brings back what was accepted, and works on it from here on.
     *
     * @throws StartException when a file, Redis or the address is unavailable
     */
    public static JobsServer start(JobsConfig config, QueueOpener opener, Surroundings surroundings)
            throws StartException {
        try (Opened opened = new Opened()) {
            Callers callers = Callers.open(config, surroundings.errors());
            ViewServer web = opened.add(ViewServer.bind(config.server(), surroundings.errors()));
            Ending ending = new Ending();
            Workers workers = new Workers(surroundings.errors(), ending);
            OpenQueue queue = opener.open(config, callers, workers, surroundings);
            opened.add(queue.queue());
            JobsServer server = new JobsServer(config, queue, callers, web, workers, ending, surroundings);
            workers.start();
            web.start(server.views::routes);
            opened.keep();
            return server;
        }
    }

    /** The URL, or that HTTP is off. */
    String location() {
        return web.location();
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public String ready() {
        return JobsText.ready(state, web.location(), opened.location());
    }

    @Override
    public List<String> advice() {
        String advice = opened.advice().get();
        return advice == null ? List.of() : List.of(advice);
    }

    @Override
    public String status() {
        return JobsText.status(state);
    }

    /** Answers what was taken, puts all that was done on the disk, and releases everything. */
    @Override
    public String stop() {
        Deadline deadline = Deadline.in(config.server().drainNanos(), surroundings.clock());
        queue.refuseFurther();
        state.waits().endAll();
        Workers.stop(List.of(events, keys), deadline);
        boolean isWorkDone = Workers.stop(threads, deadline);
        boolean isWritten = queue.drain(deadline) & Workers.stop(opened.threads(), deadline);
        if (!(isWritten && isWorkDone)) {
            ending.fail("the queue could not be written within the time to stop; what was answered is in it");
        }
        web.close();
        String report = JobsText.closing(state, common.uptimeSeconds());
        try {
            queue.close();
        } catch (IOException e) {
            surroundings.errors().record("closing the queue", e);
        }
        return report;
    }
}
