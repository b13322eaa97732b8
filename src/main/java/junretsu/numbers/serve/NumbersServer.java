package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.net.tcp.TcpListener;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.store.StoreFactory;
import junretsu.store.StoreLink;
import junretsu.web.WebServer;

/**
 * Counts unique numbers. The whole process:
 *
 * <pre>
 *   listener -> number-acceptor -> number-reader-0 --+--> set --> log
 *                                  number-reader-1 --+     readers' counts --+--> number-reporter (a line each time)
 *                                  ...               |                       +--> web (counts, metrics, health)
 *                                                                            +--> flusher -> store, with --redis
 * </pre>
 *
 * A client has a reader to itself; there are as many readers as clients may be there. Methods may be called by any
 * thread.
 */
public final class NumbersServer implements Server, NumberReader.Server {
    private static final long IDLE_LOOK_NANOS = 200_000_000;
    private static final long CLOSE_MIN_MS = 200;

    private final NumbersConfig config;
    private final TcpListener listener;
    private final WebServer web;
    private final NumberLog log;
    private final StoreLink store;
    private final WorkerThread flusher;
    private final long receivedBefore;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Ending ending = new Ending();
    private final Workers workers;
    private final NumberReaders readers;
    private final NumbersViews views;
    private final WorkerThread acceptor;
    private final WorkerThread reporter;

    private NumbersServer(
            NumbersConfig config,
            TcpListener listener,
            WebServer web,
            NumberSet set,
            NumberLog log,
            NodeCounts node,
            StoreFactory stores,
            Surroundings surroundings) {
        this.config = config;
        this.listener = listener;
        this.web = web;
        this.log = log;
        errors = surroundings.errors();
        clock = surroundings.clock();
        workers = new Workers(errors, ending);
        readers = new NumberReaders(config, set, log, this, workers);
        acceptor = workers.add(listener.acceptor("number-acceptor", readers::serve), IdlePolicy.none());
        reporter = workers.add(
                new NumberReporter(this::totals, surroundings.results()), IdlePolicy.metronome(config.reportNanos()));
        if (config.idleNanos() > 0) {
            workers.add(
                    listener.idleSweeper("number-idle-sweeper", config.idleNanos()), IdlePolicy.every(IDLE_LOOK_NANOS));
        }
        store = node == null
                ? null
                : NodeCountsSource.link(config, node, log.lines(), this::totals, stores, errors::announce, clock);
        flusher = store == null ? null : workers.add(store.flusher(), store.idlePolicy());
        receivedBefore = node == null ? 0 : node.receivedBefore();
        views = new NumbersViews(this, health(), surroundings);
    }

    private Health health() {
        return new Health(store == null ? List.of(workers::idleOne) : List.of(workers::idleOne, store::problem));
    }

    /**
     * Opens the log and the sockets, and counts from here on.
     *
     * @param stores opens the store that counts are shared in; null for none
     * @throws StartException when the log, an address or a port is unavailable
     */
    public static NumbersServer start(NumbersConfig config, StoreFactory stores, Surroundings surroundings)
            throws StartException {
        requireHeap();
        DistinctErrors errors = surroundings.errors();
        Clock clock = surroundings.clock();
        List<Closeable> opened = new ArrayList<>();
        try {
            TcpListener listener = listen(config, clock);
            opened.add(listener);
            WebServer web = config.server().http() == null
                    ? null
                    : WebServer.bind(config.server().http(), errors::record);
            opened.add(web);
            NodeCounts node = stores == null
                    ? null
                    : NodeCounts.open(config.server().data(), config.server().event(), clock.epochMillis());
            opened.add(node);
            NumberSet set = new NumberSet();
            NumberLog log = config.resumes()
                    ? NumberLog.resume(config.log(), set::add, clock)
                    : NumberLog.create(config.log(), clock);
            opened.add(log);
            NumbersServer server = new NumbersServer(config, listener, web, set, log, node, stores, surroundings);
            server.startWorkers();
            return server;
        } catch (StartException | RuntimeException e) {
            closeQuietly(opened);
            throw e;
        }
    }

    /** Fails at the start, rather than once the set has grown. */
    private static void requireHeap() throws StartException {
        long most = Runtime.getRuntime().maxMemory();
        if (most < NumberSet.HEAP_BYTES) {
            throw new StartException(
                    "Java's heap may grow to " + (most >> 20) + " MiB only, but the set of all numbers needs "
                            + (NumberSet.HEAP_BYTES >> 20) + " MiB; start it with java -Xmx256m -jar");
        }
    }

    private void startWorkers() {
        workers.start();
        if (web != null) {
            web.start(views::routes);
        }
    }

    @Override
    public Ending ending() {
        if (store != null && store.failure() != null) {
            ending.fail(store.failure());
        }
        return ending;
    }

    @Override
    public String ready() {
        return NumbersText.ready(this);
    }

    @Override
    public List<String> advice() {
        return List.of();
    }

    @Override
    public String status() {
        return NumbersText.status(totals());
    }

    /**
     * Disconnects all clients, counts and writes what was read, reports a last time and releases everything. Readers
     * that the disk still blocks are left behind when the drain time is over.
     */
    @Override
    public String stop() {
        Deadline deadline = Deadline.in(config.server().drainNanos(), clock);
        closeQuietly(listener);
        acceptor.stop();
        int stuck = readers.stop(deadline);
        closeLog(deadline, stuck);
        Workers.stop(List.of(reporter), deadline);
        if (flusher != null) {
            Workers.stop(List.of(flusher), Deadline.in(config.server().drainNanos(), clock));
        }
        if (web != null) {
            web.close();
        }
        return NumbersText.closing(this, totals());
    }

    private void closeLog(Deadline deadline, int stuck) {
        long leftMs = Math.max(CLOSE_MIN_MS, deadline.remainingMs());
        boolean closed = log.close(leftMs, e -> errors.record("closing the log", e));
        if (!closed || stuck > 0) {
            ending.fail("the disk still blocked the log " + config.log() + " when the time to stop was over; "
                    + (stuck == 0
                            ? "its last lines may be missing on the disk"
                            : stuck + " clients' last lines are not counted, and may be missing in it"));
        }
    }

    /** The counts at this moment. */
    public NumberTotals totals() {
        NumberTotals.Sum sum = new NumberTotals.Sum();
        readers.addTo(sum);
        return new NumberTotals(
                sum.unique,
                sum.duplicates,
                sum.rejected,
                sum.unfinished,
                sum.bytes,
                log.lines(),
                log.writeNanos(),
                listener.connections(),
                listener.accepted(),
                listener.refused());
    }

    @Override
    public void terminate() {
        ending.request();
    }

    @Override
    public void fail(IOException cause) {
        ending.fail(cause.getMessage());
    }

    public NumbersConfig config() {
        return config;
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** The page's URL, such as {@code http://127.0.0.1:8080}; null when nothing is shown over HTTP. */
    public String httpUrl() {
        return web == null ? null : web.url();
    }

    /** Null when counts are not shared. */
    StoreLink store() {
        return store;
    }

    /** Numbers received in earlier runs, which the store holds too. */
    long receivedBefore() {
        return receivedBefore;
    }

    /** Numbers of this run that the store is known to hold. */
    public long flushed() {
        return store == null ? 0 : Math.max(0, store.flushed() - receivedBefore);
    }

    double uptimeSeconds() {
        return views.uptimeSeconds();
    }

    private static TcpListener listen(NumbersConfig config, Clock clock) throws StartException {
        try {
            return TcpListener.bind(config.listen(), config.connections(), config.overLimit(), clock);
        } catch (IOException e) {
            throw StartException.cannotListen(config.listenFlags(), e);
        }
    }

    private static void closeQuietly(List<Closeable> opened) {
        opened.forEach(NumbersServer::closeQuietly);
    }

    private static void closeQuietly(Closeable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (IOException e) {
            // Nothing was written to it, and the failure that led here is the one that is reported.
        }
    }
}
