package junretsu.items.coordinate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.net.http.HttpCalls;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.web.WebServer;

/**
 * Passes requests about items on to nodes. The whole process:
 *
 * <pre>
 *   clients -> web -> proxy -> items-calls --+--> worker 127.0.0.1:5001 --+
 *                       ^          |         +--> worker 127.0.0.1:5002 --+--> Redis
 *                       +-answers--+         +--> ...                   --+
 *   items-keeper: checks, starts and ends the workers; rereads the configuration
 * </pre>
 *
 * It keeps no data: the nodes do, and count together in Redis, so any of them may take any item and there may be
 * several coordinators. Methods may be called by any thread.
 */
public final class CoordinatorServer implements Server {
    private static final long KEEPER_NANOS = 50_000_000;
    private static final long READY_NANOS = 30_000_000_000L;
    private static final long END_SLACK_NANOS = 15_000_000_000L;
    private static final long LOOK_NANOS = 10_000_000;

    private final CoordinatorConfig config;
    private final Surroundings surroundings;
    private final WebServer web;
    private final WorkerNodes nodes;
    private final SpawnedWorkers spawned;
    private final Keeper keeper;
    private final Proxy proxy;
    private final CoordinatorViews views;
    private final Ending ending = new Ending();
    private final WorkerThread callsThread;
    private final WorkerThread keeperThread;
    private final Workers workers;
    private volatile boolean isStopping;

    private CoordinatorServer(
            CoordinatorConfig config,
            Reload reload,
            WorkerProgram program,
            WebServer web,
            HttpCalls calls,
            Surroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
        this.web = web;
        Consumer<String> announcements = surroundings.errors()::announce;
        workers = new Workers(surroundings.errors(), ending);
        nodes = new WorkerNodes(config, calls, surroundings.errors().log(), surroundings.clock());
        spawned = new SpawnedWorkers(nodes, program, announcements, surroundings.clock());
        keeper = new Keeper(nodes, spawned, new HealthChecks(nodes, calls, surroundings.clock()), announcements);
        ConfigWatch watch =
                new ConfigWatch(reload.file(), reload.source(), keeper::take, announcements, surroundings.clock());
        keeper.watch(watch);
        proxy = new Proxy(nodes, calls, surroundings.clock());
        callsThread = workers.add(calls, IdlePolicy.none());
        keeperThread = workers.add(keeper, IdlePolicy.every(KEEPER_NANOS));
        Health health = new Health(List.of(workers::idleOne, this::idleness));
        views = new CoordinatorViews(proxy, spawned, watch, ending, health, surroundings);
    }

    /**
     * The way to a changed configuration.
     *
     * @param file looked at now and then; null when there is none
     * @param source reads all settings anew, from the file and wherever else they come from; throws a
     *     {@link junretsu.config.UsageException} when they are not accepted. Called by one thread
     */
    public record Reload(Path file, Supplier<CoordinatorConfig> source) {}

    /**
     * Listens, and passes requests on from when the first worker is up.
     *
     * @param program that is started for each worker of {@code --spawn}
     * @throws StartException when an address is unavailable, or another coordinator has the data directory
     */
    public static CoordinatorServer start(
            CoordinatorConfig config, Reload reload, WorkerProgram program, Surroundings surroundings)
            throws StartException {
        DistinctErrors errors = surroundings.errors();
        try (Opened opened = new Opened()) {
            WebServer web = opened.add(
                    WebServer.bind(config.server().http(), errors::record).tellRefusals(errors::warn));
            HttpCalls calls = calls(config, surroundings);
            opened.add(calls::onClose);
            CoordinatorServer server = new CoordinatorServer(config, reload, program, web, calls, surroundings);
            opened.add(server.spawned);
            server.keeper.begin(config);
            server.workers.start();
            web.start(server.views::routes);
            opened.keep();
            return server;
        }
    }

    private static HttpCalls calls(CoordinatorConfig config, Surroundings surroundings) throws StartException {
        try {
            return new HttpCalls("items-calls", config.timeouts().connectNanos(), surroundings.clock());
        } catch (IOException e) {
            throw StartException.of("cannot make connections", e);
        }
    }

    private String idleness() {
        return nodes.count(WorkerState.UP) > 0 ? null : "no worker is alive";
    }

    @Override
    public Ending ending() {
        return ending;
    }

    /** Waits until no worker is starting any more, but not for long. */
    @Override
    public String ready() {
        Deadline deadline = Deadline.in(READY_NANOS, surroundings.clock());
        while (nodes.count(WorkerState.STARTING) > 0 && !deadline.isPassed() && !isStopping) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return CoordinatorText.ready(web.url(), nodes);
    }

    @Override
    public List<String> advice() {
        return config.adminToken().secret() != null || config.spawn() == 0
                ? List.of()
                : List.of("without --admin-token, POST /kill is refused; SIGTERM ends the coordinator and its workers");
    }

    @Override
    public String status() {
        return CoordinatorText.status(proxy);
    }

    /** Takes no more requests, lets those under way be answered, and ends the workers that it has started. */
    @Override
    public String stop() {
        isStopping = true;
        proxy.close();
        Deadline drained = Deadline.in(config.server().drainNanos(), surroundings.clock());
        while (proxy.counts().inFlight.get() > 0 && !drained.isPassed()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        web.close();
        Workers.stop(List.of(keeperThread), Deadline.in(config.server().drainNanos(), surroundings.clock()));
        keeper.beginEnd();
        Deadline ended = Deadline.in(2 * config.server().drainNanos() + END_SLACK_NANOS, surroundings.clock());
        while (!keeper.stepEnd() && !ended.isPassed()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        Workers.stop(List.of(callsThread), Deadline.in(config.server().drainNanos(), surroundings.clock()));
        surroundings.errors().close("the data directory", spawned);
        return CoordinatorText.closing(views.uptimeSeconds(), proxy.counts(), nodes);
    }

    /** The server's URL, as in {@code http://127.0.0.1:5000}. */
    public String url() {
        return web.url();
    }
}
