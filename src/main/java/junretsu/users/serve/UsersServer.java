package junretsu.users.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import junretsu.base.Deadline;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.config.TlsFiles;
import junretsu.net.tcp.OverLimit;
import junretsu.net.tcp.TcpListener;
import junretsu.net.tcp.TcpLoops;
import junretsu.service.CommonViews;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.ViewServer;
import junretsu.service.Workers;
import junretsu.text.PrometheusText;
import junretsu.users.front.FrontAdvice;
import junretsu.users.front.FrontConfig;
import junretsu.users.front.FrontViews;
import junretsu.users.limit.KnownDevices;
import junretsu.users.line.FrontKey;
import junretsu.users.line.UserLines;
import junretsu.users.line.VerbCounts;
import junretsu.users.line.WatchedAccounts;
import junretsu.users.password.DummyCredentials;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.Passwords;
import junretsu.users.password.Pepper;
import junretsu.users.password.ScramServer;
import junretsu.users.picture.PictureFiles;
import junretsu.users.picture.PictureMark;
import junretsu.users.verbs.AccountVerbs;
import junretsu.users.verbs.VerbParts;
import junretsu.web.Routes;

/**
 * Keeps accounts and sessions, for clients of the line protocol and for browsers. The whole process:
 *
 * <pre>
 *   clients --> users-acceptor --> users-loop-0: lines --> verbs --+--> stores (their own threads) --+
 *                                  users-loop-1 ...         ^      +--> hash workers, timer ---------+
 *                                        ^                  |                                        |
 *   browsers --> web: front -----------------------------> -+                                        |
 *                 ^                      |                                                           |
 *                 +----------------------+------------------------- answers -------------------------+
 * </pre>
 *
 * Methods may be called by any thread.
 */
public final class UsersServer implements Server {
    private static final int SECRET_BYTES = 32;
    private static final long DRAIN_LOOK_MS = 5;

    /** Of the time to stop, for the threads, which end also when a client has kept its answer waiting until then. */
    private static final long THREADS_NANOS = 1_000_000_000;

    private final UsersConfig config;
    private final Surroundings surroundings;
    private final ViewServer web;
    private final Ending ending;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final UsersState state;
    private final CommonViews views;
    private final FrontViews front;

    private UsersServer(
            UsersConfig config, Resources resources, Workers workers, Ending ending, Surroundings surroundings)
            throws StartException {
        this.config = config;
        this.surroundings = surroundings;
        this.ending = ending;
        web = resources.web();
        OpenStores stores = resources.stores();
        TimedStores timed = new TimedStores(stores, surroundings.clock());
        Pepper pepper = pepper(stores.secrets());
        DummyCredentials dummies = new DummyCredentials(
                stores.secrets().keep("dummy credentials", random()),
                config.passwords().cost());
        Passwords passwords = new Passwords(config.passwords(), pepper, dummies, surroundings.clock());
        passwords.addTo((worker, idle) -> added(workers.add(worker, idle)));
        VerbParts parts = new VerbParts(
                timed.users(),
                timed.sessions(),
                passwords,
                new PasswordRules(config.passwords().charactersMin()),
                new ScramServer(dummies, pepper),
                config.passwords().seedUsers(),
                timed.limits(),
                new KnownDevices(stores.secrets().keep("known devices", random()), surroundings.clock()),
                config.policy(),
                pictures(stores, workers),
                surroundings.errors(),
                surroundings.clock());
        List<VerbCounts> counts = new ArrayList<>();
        AccountVerbs verbs = new AccountVerbs(parts);
        TcpLoops loops = loops(verbs, counts, workers);
        loops.workers().forEach(loop -> added(workers.add(loop, IdlePolicy.none())));
        TcpListener listener = resources.listener();
        added(workers.add(
                listener.acceptor("users-acceptor", loops::add, UserLines.tooManyConnections()), IdlePolicy.none()));
        state = new UsersState(config, listener, loops, counts, passwords, verbs.logins(), stores, timed);
        Health health = new Health(List.of(workers::idleOne, stores.users()::problem, stores.sessions()::problem));
        views = new CommonViews("users", surroundings, health, this::writeMetrics);
        VerbCounts pageCounts = new VerbCounts();
        counts.add(pageCounts);
        front = config.hasPage() ? front(new WatchedAccounts(verbs, pageCounts, surroundings.clock()), workers) : null;
    }

    private void writeMetrics(PrometheusText text) {
        UsersMetrics.write(state, text);
        if (front != null) {
            front.writeMetrics(text);
        }
    }

    private FrontViews front(WatchedAccounts accounts, Workers workers) {
        return new FrontViews(accounts, config.proxies(), surroundings.clock())
                .addTo((worker, idle) -> added(workers.add(worker, idle)));
    }

    private Routes routes() {
        return front == null ? views.routes() : front.addTo(views.routes());
    }

    /** The things that were opened for a server. */
    private record Resources(TcpListener listener, ViewServer web, OpenStores stores) {}

    /**
     * Opens the stores and the sockets, and answers from here on.
     *
     * @throws StartException when a file, a database, Redis or an address is unavailable
     */
    public static UsersServer start(UsersConfig config, StoresOpener opener, Surroundings surroundings)
            throws StartException {
        try (Opened opened = new Opened()) {
            TcpListener listener = opened.add(listen(config, surroundings));
            ViewServer web = opened.add(ViewServer.bind(config.server(), surroundings.errors()));
            Ending ending = new Ending();
            Workers workers = new Workers(surroundings.errors(), ending);
            OpenStores stores = opened.add(opener.open(config, workers, surroundings));
            UsersServer server =
                    new UsersServer(config, new Resources(listener, web, stores), workers, ending, surroundings);
            workers.start();
            web.start(server::routes);
            opened.keep();
            return server;
        }
    }

    private static TcpListener listen(UsersConfig config, Surroundings surroundings) throws StartException {
        try {
            return TcpListener.bind(config.listen(), config.connections(), OverLimit.REFUSE, surroundings.clock());
        } catch (IOException e) {
            throw StartException.cannotListen("--listen", config.listen(), e);
        }
    }

    private PictureFiles pictures(OpenStores stores, Workers workers) throws StartException {
        PictureMark.require(
                config.pictures(), fresh -> stores.secrets().keep("pictures", fresh), config.database() != null);
        PictureFiles pictures =
                new PictureFiles(config.pictures(), stores.users(), surroundings.errors(), surroundings.clock());
        pictures.addTo((worker, idle) -> added(workers.add(worker, idle)));
        return pictures;
    }

    private WorkerThread added(WorkerThread thread) {
        threads.add(thread);
        return thread;
    }

    private Pepper pepper(OpenStores.Secrets secrets) throws StartException {
        Pepper pepper = Pepper.read(config.passwords().pepperFile());
        byte[] mark = pepper == Pepper.NONE ? null : pepper.mark().getBytes(US_ASCII);
        byte[] kept = secrets.keep("pepper mark", mark);
        pepper.requireThatOf(kept == null ? null : new String(kept, US_ASCII));
        return pepper;
    }

    private static byte[] random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private TcpLoops loops(AccountVerbs verbs, List<VerbCounts> counts, Workers workers) throws StartException {
        FrontKey key = FrontConfig.key(config.frontKeyFile());
        try {
            return new TcpLoops(
                    "users",
                    config.loops(),
                    () -> {
                        VerbCounts watch = new VerbCounts();
                        counts.add(watch);
                        return new UserLines(verbs, key, surroundings.clock(), watch, surroundings.errors());
                    },
                    certificate(config.tls(), workers),
                    config.limits(),
                    surroundings.clock());
        } catch (IOException e) {
            throw StartException.of("cannot watch connections", e);
        }
    }

    /** The certificate of the connections; null for none. */
    private Supplier<SSLContext> certificate(TlsFiles files, Workers workers) throws StartException {
        if (files == null) {
            return null;
        }
        try {
            ServedCertificate served = new ServedCertificate(files, surroundings.errors());
            added(workers.add(served, IdlePolicy.every(ServedCertificate.EVERY_NANOS)));
            return served;
        } catch (IOException e) {
            throw StartException.of("cannot use the certificate", e);
        }
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public String ready() {
        return UsersText.ready(state, web.location());
    }

    @Override
    public List<String> advice() {
        return front == null || config.server().http() == null
                ? List.of()
                : FrontAdvice.of(config.server().http());
    }

    @Override
    public String status() {
        return UsersText.status(state);
    }

    /** Answers what was asked, and releases everything. */
    @Override
    public String stop() {
        Deadline deadline = Deadline.in(config.server().drainNanos(), surroundings.clock());
        Deadline answers = deadline.before(THREADS_NANOS);
        state.loops().drain();
        awaitAnswers(answers);
        web.drain(answers);
        surroundings.errors().close("the listener", state.listener());
        if (!Workers.stop(threads, deadline)) {
            ending.fail("not every request could be answered within the time to stop");
        }
        web.close();
        surroundings.errors().close("the stores", state.stores());
        return UsersText.closing(state, views.uptimeSeconds());
    }

    private void awaitAnswers(Deadline deadline) {
        while (state.listener().connections() > 0 && deadline.remainingMs() > 0) {
            LockSupport.parkNanos(DRAIN_LOOK_MS * 1_000_000);
        }
    }
}
