package junretsu.numbers.serve;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.net.tcp.TcpListener;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.ViewServer;
import junretsu.service.Workers;
import junretsu.store.CountedNode;
import junretsu.store.StoreFactory;
import junretsu.store.StoreLink;
import junretsu.store.StoreWatch;

/**
 * Counts unique numbers. The whole process:
 *
 * <pre>
 *   intake: number-acceptor -> number-reader-0 --+--> set --> log
 *                              number-reader-1 --+     takers' counts --+--> number-reporter (a line each time)
 *                              ...                                      +--> web (counts, metrics, health)
 *                                                                       +--> flusher -> store, with --redis
 * </pre>
 *
 * A few clients have a reader each, many share number-loop-0 and so on, and standard input has one reader. Methods may
 * be called by any thread.
 */
public final class NumbersServer implements Server, LineTaker.Server {
    private static final long CLOSE_MIN_MS = 200;

    private final NumbersConfig config;
    private final ViewServer web;
    private final NumberLog log;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Ending ending = new Ending();
    private final Workers workers;
    private final Intake intake;
    private final WorkerThread reporter;
    private final WorkerThread flusher;
    private final NumbersState state;
    private final NumbersViews views;

    /**
     * The things that were opened for a server.
     *
     * @param listener null when standard input is read
     * @param node null when counts are not shared
     */
    private record Resources(TcpListener listener, ViewServer web, NodeCounts node, NumberSet set, NumberLog log) {}

    private NumbersServer(NumbersConfig config, Resources resources, StoreFactory stores, Surroundings surroundings)
            throws StartException {
        this.config = config;
        web = resources.web();
        log = resources.log();
        errors = surroundings.errors();
        clock = surroundings.clock();
        workers = new Workers(errors, ending);
        intake = intake(resources);
        Supplier<NumberTotals> totals = () -> NumberTotals.of(intake, log);
        reporter = workers.add(
                new NumberReporter(totals, surroundings.results()), IdlePolicy.metronome(config.reportNanos()));
        NodeCounts node = resources.node();
        StoreLink store = node == null ? null : storeLink(stores, node, totals);
        flusher = store == null ? null : workers.add(store.flusher(), store.idlePolicy());
        state = new NumbersState(config, source(resources), totals, store, node == null ? 0 : node.receivedBefore());
        Health health = store == null
                ? new Health(List.of(workers::idleOne))
                : new Health(List.of(workers::idleOne, store::problem), store::note);
        views = new NumbersViews(state, health, surroundings);
    }

    private Intake intake(Resources resources) throws StartException {
        IntFunction<LineTaker> takers = bytesMax -> new LineTaker(
                bytesMax, resources.set(), log, new LineParser(config.takesCrlf(), config.takesTerminate()), this);
        return resources.listener() == null
                ? new StdinIntake(new FileInputStream(FileDescriptor.in).getChannel(), takers, this, workers, errors)
                : new TcpIntake(config, resources.listener(), takers, workers, errors, clock);
    }

    private static String source(Resources resources) {
        return resources.listener() == null
                ? "from standard input"
                : "at tcp " + HostPort.format(resources.listener().address());
    }

    private StoreLink storeLink(StoreFactory stores, NodeCounts node, Supplier<NumberTotals> totals) {
        if (config.resumes()) {
            node.resume(log.linesBefore());
        } else {
            node.beginLog();
        }
        return new StoreLink(
                stores,
                new CountedNode(node.nodeId(), NodeCounts.FIELDS, List::of, node.source(totals)),
                config.server().flushTimes(),
                new StoreWatch(errors::warn, errors::announce, ending::fail),
                clock);
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
        Clock clock = surroundings.clock();
        try (Opened opened = new Opened()) {
            TcpListener listener = opened.add(config.isStdin() ? null : listen(config, clock));
            ViewServer web = opened.add(ViewServer.bind(config.server(), surroundings.errors()));
            NodeCounts node = opened.add(
                    stores == null
                            ? null
                            : NodeCounts.open(
                                    config.server().data(), config.server().event(), clock.epochMillis()));
            NumberSet set = new NumberSet();
            NumberLog log = opened.add(
                    config.resumes()
                            ? NumberLog.resume(config.log(), set::add, config.logWrites(), clock)
                            : NumberLog.create(config.log(), config.logWrites(), clock));
            NumbersServer server =
                    new NumbersServer(config, new Resources(listener, web, node, set, log), stores, surroundings);
            server.workers.start();
            web.start(server.views::routes);
            opened.keep();
            return server;
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

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public String ready() {
        return NumbersText.ready(state, web.location(), log.writtenBeforeMs());
    }

    @Override
    public String status() {
        return NumbersText.status(state.totals());
    }

    /**
     * Disconnects all clients, counts and writes what was read, reports a last time and releases everything. Readers
     * that the disk still blocks are left behind when the drain time is over.
     */
    @Override
    public String stop() {
        Deadline deadline = Deadline.in(config.server().drainNanos(), clock);
        int stuck = intake.stop(deadline);
        closeLog(deadline, stuck);
        Workers.stop(List.of(reporter), deadline);
        if (flusher != null) {
            Workers.stop(List.of(flusher), Deadline.in(config.server().drainNanos(), clock));
        }
        web.close();
        return NumbersText.closing(state, views.uptimeSeconds());
    }

    private void closeLog(Deadline deadline, int stuck) {
        long leftMs = Math.max(CLOSE_MIN_MS, deadline.remainingMs());
        boolean closed = log.close(leftMs, errors);
        if (!closed || stuck > 0) {
            ending.fail("the disk still blocked the log " + config.log() + " when the time to stop was over; "
                    + (stuck == 0
                            ? "its last lines may be missing on the disk"
                            : stuck + " clients' last lines are not counted, and may be missing in it"));
        }
    }

    @Override
    public void terminate() {
        ending.request();
    }

    @Override
    public void fail(String reason) {
        ending.fail(reason);
    }

    private static TcpListener listen(NumbersConfig config, Clock clock) throws StartException {
        try {
            return TcpListener.bind(config.listen(), config.connections(), config.overLimit(), clock);
        } catch (IOException e) {
            throw StartException.cannotListen(config.listenFlags(), "--port", e);
        }
    }
}
