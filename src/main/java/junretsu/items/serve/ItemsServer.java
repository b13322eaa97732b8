package junretsu.items.serve;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Deadline;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.items.log.ItemFiles;
import junretsu.items.share.SharedItems;
import junretsu.redis.RedisConfig;
import junretsu.service.ApiKeyFile;
import junretsu.service.CommonViews;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.web.WebServer;

/**
 * Counts each item once in its tenant. The whole process:
 *
 * <pre>
 *   web: parse, fingerprint -> batch --+
 *   web: parse, fingerprint -> batch --+--> item-committer --> set, log (one write a group) --> answers
 *   ...                                |        +--> snapshot, a step at a time
 *   item-eraser (erased tenants) ------+
 *   item-windows (old windows) --------+
 *   item-shippers, with --redis:  log --> Redis
 * </pre>
 *
 * Methods may be called by any thread.
 */
public final class ItemsServer implements Server {
    private static final long ERASER_NANOS = 20_000_000;
    private static final long WINDOWS_NANOS = 500_000_000;
    private static final long LAG_MAX_MS = 30_000;
    private static final long OTHERS_NANOS = 2_000_000_000;
    private static final long OTHERS_LOOK_NANOS = 1_000_000;

    private final ItemsConfig config;
    private final ItemFiles files;
    private final WebServer web;
    private final Surroundings surroundings;
    private final Ending ending = new Ending();
    private final Workers workers;
    private final ItemsState state;
    private final SharedItems shared;
    private final CommonViews common;
    private final ItemsViews views;
    private final WorkerThread committer;
    private final Runnable stopErasing;
    private final WorkerThread eraser;
    private final WorkerThread windows;
    private final WorkerThread keys;

    private ItemsServer(
            ItemsConfig config,
            ItemFiles files,
            Access access,
            WebServer web,
            RedisConfig redis,
            Surroundings surroundings)
            throws StartException {
        this.config = config;
        this.files = files;
        this.web = web;
        this.surroundings = surroundings;
        workers = new Workers(surroundings.errors(), ending);
        Tenants tenants = new Tenants(files.key(), config.tenantsMax());
        tenants.dropWindowsBefore(files.tenants().droppedBefore());
        tenants.restore(files.tenants().tenants(), files.tenants().generations(), files.counts());
        ItemCounters counters = new ItemCounters();
        SnapshotPlan snapshots = new SnapshotPlan(
                files, tenants, config.snapshotBytes(), config.server().drainNanos(), surroundings.errors());
        Committer committing = new Committer(files, tenants, counters, access, snapshots, ending);
        Eraser erasing = new Eraser(files, committing);
        committer = workers.add(committing, Committer.idlePolicy());
        committing.wakenBy(committer::wake);
        erasing.resume();
        stopErasing = erasing::stopSoon;
        eraser = workers.add(erasing, IdlePolicy.every(ERASER_NANOS));
        keys = access.isOn() ? workers.add(access.keys(), ApiKeyFile.idlePolicy()) : null;
        Erasure erasure = new Erasure(files, tenants, erasing);
        shared = redis == null ? null : share(redis, new ShareNode(files, tenants, committing, erasure));
        WindowKeeper keeping = keeper(tenants, committing, erasing);
        windows = workers.add(keeping, IdlePolicy.every(WINDOWS_NANOS));
        state = new ItemsState(config, files, tenants, committing, erasure, counters, access, shared, surroundings);
        Health health = new Health(List.of(workers::idleOne, committing::problem, this::shareProblem));
        common = new CommonViews("items", surroundings, health, text -> ItemsViews.write(state, text))
                .build("ids", config.keepsIds() ? "keep" : "drop");
        views = new ItemsViews(state, common);
    }

    private WindowKeeper keeper(Tenants tenants, Committer committing, Eraser erasing) {
        SharedItems others = shared;
        return new WindowKeeper(
                files,
                tenants,
                committing,
                erasing,
                () -> ItemsState.keptFromMs(config, surroundings.clock()),
                others == null ? window -> {} : others::unlink,
                surroundings.clock());
    }

    /** The parts that its views read. */
    ItemsState state() {
        return state;
    }

    private SharedItems share(RedisConfig redis, ShareNode node) throws StartException {
        SharedItems items = new SharedItems(
                redis,
                config.share(),
                config.server().event(),
                config.server().data(),
                files.key(),
                node,
                config.server().flushIntervalNanos(),
                config.server().drainNanos(),
                surroundings.errors().log(),
                surroundings.clock());
        items.start(workers::add);
        return items;
    }

    private String shareProblem() {
        if (shared == null || shared.refusal() != null) {
            return shared == null ? null : shared.refusal();
        }
        return shared.lagMs() < LAG_MAX_MS
                ? null
                : "Redis lacks the items of the last " + shared.lagMs() / 1_000 + " s: " + shared.state();
    }

    /**
     * Opens the data directory and the address, brings back what was counted, and counts from here on.
     *
     * @param redis where items are shared with other nodes; null for a node that is alone
     * @throws StartException when a file or the address is unavailable
     */
    public static ItemsServer start(ItemsConfig config, RedisConfig redis, Surroundings surroundings)
            throws StartException {
        try (Opened opened = new Opened()) {
            Access access = Access.open(config, surroundings.errors());
            WebServer web = opened.add(WebServer.bind(config.server().http(), surroundings.errors()::record)
                    .tellRefusals(surroundings.errors()::warn));
            ItemFiles files = opened.add(ItemFiles.open(
                    config.server().data(),
                    config.keepsIds(),
                    redis == null ? null : sharedKey(config, redis, surroundings),
                    surroundings.errors()::announce,
                    surroundings.clock()));
            ItemsServer server = new ItemsServer(config, files, access, web, redis, surroundings);
            server.workers.start();
            server.awaitOthers();
            web.start(() -> server.views.routes(server.ending::request));
            opened.keep();
            return server;
        }
    }

    private static byte[] sharedKey(ItemsConfig config, RedisConfig redis, Surroundings surroundings)
            throws StartException {
        byte[] own = ItemFiles.keyOf(config.server().data());
        return SharedItems.agreeOnKey(redis, config.share(), config.server().event(), own, surroundings.clock());
    }

    /** Waits a little for what other nodes have erased, so that no item is counted for a tenant that is gone. */
    private void awaitOthers() {
        Deadline deadline = Deadline.in(OTHERS_NANOS, surroundings.clock());
        while (shared != null && shared.state().equals("starting") && deadline.remainingMs() > 0) {
            LockSupport.parkNanos(OTHERS_LOOK_NANOS);
        }
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public String ready() {
        return ItemsText.ready(state, web.url());
    }

    @Override
    public String status() {
        return ItemsText.status(state);
    }

    /** Answers what was taken, puts it on the disk with a last snapshot, and releases everything. */
    @Override
    public String stop() {
        Deadline deadline = Deadline.in(config.server().drainNanos(), surroundings.clock());
        state.committer().refuseFurther();
        stopErasing.run();
        if (keys != null) {
            keys.close();
        }
        boolean closed = Workers.stop(List.of(windows, eraser), deadline) & Workers.stop(List.of(committer), deadline);
        if (shared != null) {
            Workers.stop(shared.threads(), Deadline.in(config.server().drainNanos(), surroundings.clock()));
            shared.stopped();
        }
        web.close();
        String report = ItemsText.closing(state, common.uptimeSeconds());
        if (!closed) {
            ending.fail("the disk still blocked the log when the time to stop was over; what was answered is on it");
            return report;
        }
        surroundings.errors().close("the log", files);
        return report;
    }
}
