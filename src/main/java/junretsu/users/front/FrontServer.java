package junretsu.users.front;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import junretsu.base.Deadline;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.service.CommonViews;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.text.PrometheusText;
import junretsu.users.line.FrontKey;
import junretsu.users.line.VerbCounts;
import junretsu.users.line.WatchedAccounts;
import junretsu.users.remote.RemoteAccounts;
import junretsu.users.remote.RemoteConfig;
import junretsu.web.WebServer;

/**
 * Answers browsers, and asks back ends; keeps nothing, and knows neither database nor Redis. The whole process:
 *
 * <pre>
 *   browsers -> web: front -> back ends in turn --+--> users-back-end 10.0.0.5:7080 --+
 *                 ^                               +--> users-back-end ...           --+
 *                 +----------------------- answers -----------------------------------+
 *   users-back-ends: asks each whether it answers
 * </pre>
 *
 * Methods may be called by any thread.
 */
public final class FrontServer implements Server {
    /** Of the time to stop, for the threads, which end also when a client has kept its answer waiting until then. */
    private static final long THREADS_NANOS = 1_000_000_000;

    private final FrontConfig config;
    private final Surroundings surroundings;
    private final WebServer web;
    private final Ending ending = new Ending();
    private final Workers workers;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final VerbCounts counts = new VerbCounts();
    private final BackEnds backEnds;
    private final CommonViews views;
    private final FrontViews front;

    private FrontServer(FrontConfig config, WebServer web, List<RemoteAccounts> accounts, Surroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
        this.web = web;
        workers = new Workers(surroundings.errors(), ending);
        accounts.forEach(each -> threads.add(workers.add(each, IdlePolicy.none())));
        backEnds = new BackEnds(accounts);
        threads.add(workers.add(backEnds, IdlePolicy.every(BackEnds.EVERY_NANOS)));
        Health health = new Health(List.of(workers::idleOne, backEnds::problem));
        views = new CommonViews("users", surroundings, health, this::writeMetrics);
        front = new FrontViews(
                        new WatchedAccounts(backEnds, counts, surroundings.clock()),
                        config.proxies(),
                        surroundings.clock())
                .addTo((worker, idle) -> added(workers.add(worker, idle)));
    }

    private void writeMetrics(PrometheusText text) {
        FrontMetrics.write(counts, backEnds, text);
        front.writeMetrics(text);
    }

    private WorkerThread added(WorkerThread thread) {
        threads.add(thread);
        return thread;
    }

    /**
     * Listens, and answers from here on; back ends may come later.
     *
     * @throws StartException when the address is unavailable, or the front key cannot be read
     */
    public static FrontServer start(FrontConfig config, Surroundings surroundings) throws StartException {
        FrontKey key = FrontConfig.key(config.keyFile());
        try (Opened opened = new Opened()) {
            WebServer web = opened.add(WebServer.bind(config.http(), surroundings.errors()::record));
            List<RemoteAccounts> accounts = new ArrayList<>();
            for (HostPort backEnd : config.backEnds()) {
                RemoteConfig remote = new RemoteConfig(backEnd, key, config.tls());
                RemoteAccounts each = remote(remote, surroundings);
                opened.add(each::onClose);
                accounts.add(each);
            }
            FrontServer server = new FrontServer(config, web, accounts, surroundings);
            server.workers.start();
            web.start(() -> server.front.addTo(server.views.routes()));
            opened.keep();
            return server;
        }
    }

    private static RemoteAccounts remote(RemoteConfig config, Surroundings surroundings) throws StartException {
        try {
            return new RemoteAccounts(config, surroundings.clock(), surroundings.errors());
        } catch (IOException e) {
            throw StartException.of("cannot make connections", e);
        }
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public String ready() {
        return String.format(
                Locale.ROOT,
                "users front at %s, asks %s%s",
                web.url(),
                config.backEnds().stream().map(HostPort::toString).collect(Collectors.joining(" and ")),
                config.tls() == null ? "" : " over TLS");
    }

    @Override
    public List<String> advice() {
        return FrontAdvice.ofFront(config.http(), config.keyFile());
    }

    @Override
    public String status() {
        return String.format(
                Locale.ROOT,
                "%d of %d back ends up  %,d answered  %,d failed",
                backEnds.up(),
                backEnds.size(),
                counts.requests(true),
                counts.requests(false));
    }

    /** Answers what was asked within the time to stop, and releases everything. */
    @Override
    public String stop() {
        Deadline deadline = Deadline.in(config.drainNanos(), surroundings.clock());
        web.drain(deadline.before(THREADS_NANOS));
        web.close();
        if (!Workers.stop(threads, deadline)) {
            ending.fail("not every thread ended within the time to stop");
        }
        return String.format(Locale.ROOT, """
                stopped after %.1f s
                  answered  %,15d requests
                  failed    %,15d requests""", views.uptimeSeconds(), counts.requests(true), counts.requests(false));
    }
}
