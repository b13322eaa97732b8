package junretsu.numbers.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.service.Ending;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.store.StoreFactory;
import junretsu.web.WebServer;

/**
 * Counts unique numbers. The whole process:
 *
 * <pre>
 *   listener -> number-acceptor -> number-reader-0 --+--> set --> log
 *                                  number-reader-1 --+     the readers' counts --+--> number-reporter (a line at an interval)
 *                                  ...               |                           +--> web (counts, metrics, health)
 *                                                                                +--> flusher -> store, with --redis
 * </pre>
 *
 * A client has a reader to itself; there are as many readers as clients may be there. Methods may be called by any thread.
 */
public final class NumbersServer implements Server, NumberReader.Server {
    private static final int BACKLOG = 128;
    private static final long IDLE_LOOK_NANOS = 200_000_000;
    private static final long END_LIMIT_NANOS = 5_000_000_000L;

    private final NumbersConfig config;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final WebServer web;
    private final NumberLog log;
    private final DistinctErrors errors;
    private final Clock clock;
    private final long startedNanos;
    private final long startedMs;
    private final Semaphore permits;
    private final NumberAcceptor acceptor;
    private final NumberReader[] readers;
    private final WorkerThread acceptorThread;
    private final List<WorkerThread> readerThreads = new ArrayList<>();
    private final WorkerThread reporter;
    private final Sharing sharing;
    private final Ending ending = new Ending();
    private final Workers workers;

    private NumbersServer(
            NumbersConfig config,
            ServerSocketChannel listener,
            WebServer web,
            NumberSet set,
            NumberLog log,
            Sharing sharing,
            Surroundings surroundings)
            throws IOException {
        this.config = config;
        this.listener = listener;
        this.address = (InetSocketAddress) listener.getLocalAddress();
        this.web = web;
        this.log = log;
        this.sharing = sharing;
        errors = surroundings.errors();
        clock = surroundings.clock();
        workers = new Workers(errors, ending);
        startedNanos = clock.nanoTime();
        startedMs = clock.epochMillis();
        permits = new Semaphore(config.connections());
        BlockingQueue<SocketChannel> accepted = new LinkedBlockingQueue<>();
        acceptor = new NumberAcceptor(listener, permits, config.waitsOverLimit(), accepted);
        readers = new NumberReader[config.connections()];
        for (int i = 0; i < readers.length; i++) {
            LineParser parser = new LineParser(config.takesCrlf(), config.takesTerminate());
            readers[i] = new NumberReader(i, accepted, set, log, parser, this);
            readerThreads.add(workers.add(readers[i], IdlePolicy.none()));
        }
        acceptorThread = workers.add(acceptor, IdlePolicy.none());
        reporter = workers.add(
                new NumberReporter(this::totals, surroundings.results()), IdlePolicy.metronome(config.reportNanos()));
        if (config.idleNanos() > 0) {
            workers.add(new IdleSweeper(readers, config.idleNanos(), clock), IdlePolicy.every(IDLE_LOOK_NANOS));
        }
    }

    /**
     * Opens the log and the sockets, and counts from here on.
     *
     * @param stores opens the store that counts are shared in; null for none
     * @throws StartException when the log, an address or a port is not to be had
     */
    public static NumbersServer start(NumbersConfig config, StoreFactory stores, Surroundings surroundings)
            throws StartException {
        requireHeap();
        DistinctErrors errors = surroundings.errors();
        List<Closeable> opened = new ArrayList<>();
        try {
            ServerSocketChannel listener = listen(config.listen());
            opened.add(listener);
            WebServer web = config.http() == null ? null : WebServer.bind(config.http(), errors::record);
            opened.add(web);
            Sharing sharing =
                    stores == null ? null : Sharing.open(config.sharing(), stores, errors, surroundings.clock());
            opened.add(sharing);
            NumberSet set = new NumberSet();
            NumberLog log =
                    config.resumes() ? NumberLog.resume(config.log(), set::add) : NumberLog.create(config.log());
            opened.add(log);
            NumbersServer server = new NumbersServer(config, listener, web, set, log, sharing, surroundings);
            server.startWorkers(surroundings.version());
            return server;
        } catch (IOException e) {
            closeQuietly(opened);
            throw new StartException(e.toString(), e);
        } catch (StartException | RuntimeException e) {
            closeQuietly(opened);
            throw e;
        }
    }

    /** Better now than once the set has grown. */
    private static void requireHeap() throws StartException {
        long most = Runtime.getRuntime().maxMemory();
        if (most < NumberSet.HEAP_BYTES) {
            throw new StartException(
                    "Java's heap may grow to " + (most >> 20) + " MiB only, but the set of all numbers wants "
                            + (NumberSet.HEAP_BYTES >> 20) + " MiB; start it with java -Xmx256m -jar");
        }
    }

    private void startWorkers(String version) {
        if (sharing != null) {
            sharing.start(this::totals, config.resumes(), ending::fail);
        }
        workers.start();
        if (web != null) {
            web.start(new NumbersViews(this, version).routes());
        }
    }

    @Override
    public Ending ending() {
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

    /** Disconnects all clients, counts and writes what was read, reports a last time and lets everything go. */
    @Override
    public String stop() {
        closeQuietly(listener);
        acceptorThread.stop();
        readerThreads.forEach(WorkerThread::stop);
        for (NumberReader reader : readers) {
            reader.closeConnection();
        }
        Workers.stop(readerThreads, Deadline.in(END_LIMIT_NANOS, clock));
        reporter.close();
        if (sharing != null) {
            sharing.stop();
        }
        if (web != null) {
            web.close();
        }
        NumberTotals totals = totals();
        try {
            log.close();
        } catch (IOException e) {
            errors.record("closing the log", e);
        }
        return NumbersText.closing(this, totals);
    }

    /** The counts at this moment. */
    public NumberTotals totals() {
        NumberTotals.Sum sum = new NumberTotals.Sum();
        for (NumberReader reader : readers) {
            reader.counts().addTo(sum);
        }
        return new NumberTotals(
                sum.unique,
                sum.duplicates,
                sum.rejected,
                sum.unfinished,
                sum.bytes,
                log.lines(),
                log.writeNanos(),
                config.connections() - permits.availablePermits(),
                acceptor.served(),
                acceptor.refused());
    }

    @Override
    public void left(SocketChannel channel) {
        permits.release();
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
        return address;
    }

    /** As in {@code http://127.0.0.1:8080}; null when nothing is shown over HTTP. */
    public String httpUrl() {
        return web == null ? null : web.url();
    }

    /** A sentence naming a worker that does not run; null when all do. */
    String idleWorker() {
        return workers.idleOne();
    }

    /** Null when counts are not shared. */
    Sharing sharing() {
        return sharing;
    }

    /** Where counts are shared, without a password; null for nowhere. */
    public String storeLocation() {
        return sharing == null ? null : sharing.location();
    }

    /** Numbers of this run that the store is known to hold. */
    public long flushed() {
        return sharing == null ? 0 : sharing.flushed();
    }

    double uptimeSeconds() {
        return (clock.nanoTime() - startedNanos) / 1e9;
    }

    long startedMs() {
        return startedMs;
    }

    DistinctErrors errors() {
        return errors;
    }

    private static ServerSocketChannel listen(HostPort at) throws StartException {
        ServerSocketChannel listener = null;
        try {
            listener = ServerSocketChannel.open();
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(at.resolve(), BACKLOG);
            return listener;
        } catch (IOException e) {
            closeQuietly(listener);
            throw StartException.cannotListen("--port", at, e);
        }
    }

    private static void closeQuietly(List<Closeable> opened) {
        for (Closeable one : opened) {
            closeQuietly(one);
        }
    }

    private static void closeQuietly(Closeable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (IOException e) {
            // Nothing was written to it, and the failure that led here is the one to tell.
        }
    }
}
