package junretsu.votes.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.HostPort;
import junretsu.base.IdlePolicy;
import junretsu.base.StartException;
import junretsu.base.WorkerThread;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.store.Store;
import junretsu.tally.CounterFile;
import junretsu.tally.CounterFileException;
import junretsu.tally.Tally;
import junretsu.votes.VoteWire;
import junretsu.web.EventStream;
import junretsu.web.WebServer;

/**
 * Counts a crowd's votes. The whole process:
 *
 * <pre>
 *   socket 0 -> vote-receiver-0 -> block 0 --+
 *   socket 1 -> vote-receiver-1 -> block 1 --+--> flusher -> store
 *   ...                                      +--> sampler    (rate; kernel drops -> blocks)
 *                                            +--> web        (counts, stream, metrics, health)
 * </pre>
 *
 * Each arrow out of the blocks merges them anew; nobody hands anything to a receiver. Methods may be called by any thread.
 */
public final class VotesServer {
    /** The longer a nap, the fewer changes of context; beyond this there is nothing to win. */
    private static final long NAP_NANOS_MAX = 500_000;

    private static final long NAP_NANOS_MIN = 100_000;

    private static final long SAMPLE_NANOS = 100_000_000;

    private final ServeConfig config;
    private final String engineName;
    private final CounterFile file;
    private final ReceiverGroup group;
    private final WebServer web;
    private final Store store;
    private final About about;
    private final DistinctErrors errors;
    private final Clock clock;

    private final long startedNanos;
    private final long startedMs;
    private final Tally atStart;
    private final RateMeter rate = new RateMeter();
    private final StoreHealth health;
    private final WorkerThread[] receivers;
    private final WorkerThread sampler;
    private final WorkerThread flusher;

    private VotesServer(
            ServeConfig config,
            String engineName,
            CounterFile file,
            ReceiverGroup group,
            WebServer web,
            Store store,
            About about,
            DistinctErrors errors,
            Clock clock) {
        this.config = config;
        this.engineName = engineName;
        this.file = file;
        this.group = group;
        this.web = web;
        this.store = store;
        this.about = about;
        this.errors = errors;
        this.clock = clock;
        startedNanos = clock.nanoTime();
        startedMs = clock.epochMillis();
        atStart = tally();
        health = new StoreHealth(errors::announce, clock);
        receivers = new WorkerThread[group.size()];
        Arrays.setAll(receivers, this::receiver);
        sampler = new WorkerThread(new Sampler(group, file, rate, clock), IdlePolicy.every(SAMPLE_NANOS), errors);
        flusher = new WorkerThread(
                new TallyFlusher(file, store, health, config.drainNanos(), clock),
                IdlePolicy.every(config.flushIntervalNanos()),
                errors);
    }

    /** What a store is made from: the event, and the node's ID, which is known once the counter file is open. */
    @FunctionalInterface
    public interface StoreFactory {
        Store open(String event, String nodeId);
    }

    /**
     * Opens the counter file, the sockets and the store, and counts from here on. A store that cannot be reached stops nothing.
     *
     * @throws StartException when the file, an address or a port is not to be had
     */
    public static VotesServer start(
            ServeConfig config,
            DatagramEngine engine,
            StoreFactory stores,
            About about,
            DistinctErrors errors,
            Clock clock)
            throws StartException {
        CounterFile file = openFile(config, clock);
        ReceiverGroup group = null;
        try {
            group = bindReceivers(config, engine);
            WebServer web = config.http() == null ? null : bindWeb(config.http());
            Store store = stores.open(config.event(), file.nodeId());
            VotesServer server = new VotesServer(config, engine.name(), file, group, web, store, about, errors, clock);
            server.startWorkers();
            return server;
        } catch (StartException e) {
            closeQuietly(group);
            file.close();
            throw e;
        }
    }

    private void startWorkers() {
        for (WorkerThread receiver : receivers) {
            receiver.start();
        }
        sampler.start();
        flusher.start();
        if (web != null) {
            VotesViews views = new VotesViews(this);
            web.start(
                    Map.of(
                            VoteWire.COUNTS_PATH,
                            views::counts,
                            "/metrics",
                            views::metrics,
                            "/healthz",
                            views::alive,
                            "/readyz",
                            views::ready),
                    Map.of("/api/stream", new EventStream(views::countsJson)));
        }
    }

    /**
     * Stops receiving, counts what is queued, flushes a last time (within the configured drain time) and lets everything go.
     *
     * @return the sums as they stand at the end
     */
    public ClosingTotals stop() {
        try {
            group.refuseFurther();
        } catch (IOException e) {
            errors.record("asking the kernel to refuse further datagrams", e);
        }
        boolean drained = stopReceivers();
        sampler.close();
        closeQuietly(group);
        flusher.stop();
        flusher.join(config.drainNanos() / 1_000_000);
        if (web != null) {
            web.close();
        }
        Tally total = tally();
        file.close();
        return new ClosingTotals(
                total,
                atStart,
                Math.max(0, health.flushedTotal()),
                health.state(),
                drained,
                seesDatagrams(),
                uptimeSeconds());
    }

    private boolean stopReceivers() {
        boolean drained = true;
        for (WorkerThread receiver : receivers) {
            receiver.stop();
        }
        for (WorkerThread receiver : receivers) {
            drained &= receiver.join(config.drainNanos() / 1_000_000);
        }
        return drained;
    }

    /** A sentence when this server can never do its work and should end; else null. */
    public String failure() {
        return health.usurpedFromTheStart();
    }

    public InetSocketAddress udpAddress() {
        return group.localAddress();
    }

    /** Null when nothing is shown over HTTP. */
    public InetSocketAddress httpAddress() {
        return web == null ? null : web.localAddress();
    }

    public ServeConfig config() {
        return config;
    }

    public String engineName() {
        return engineName;
    }

    public Store store() {
        return store;
    }

    /** {@code starting}, {@code ok} or the fault that the last flush met. */
    public String storeState() {
        return health.state();
    }

    /** Whether datagrams can be told from the packets that hold them. */
    public boolean seesDatagrams() {
        return group.seesDatagrams();
    }

    /** SO_RCVBUF of each socket as granted. */
    public int receiveBufferBytes() {
        return group.receiveBufferBytes();
    }

    /** The counts at this moment; the caller's own. */
    public Tally tally() {
        return new Tally().merge(file);
    }

    /** Votes per second over the last second or so. */
    public double ratePerSecond() {
        return rate.perSecond();
    }

    public double uptimeSeconds() {
        return (clock.nanoTime() - startedNanos) / 1e9;
    }

    long startedMs() {
        return startedMs;
    }

    StoreHealth storeHealth() {
        return health;
    }

    DistinctErrors errors() {
        return errors;
    }

    About about() {
        return about;
    }

    private WorkerThread receiver(int index) {
        VoteCounter counter = new VoteCounter(file.block(index), config.buttons());
        VoteReceiver receiver = new VoteReceiver(index, group.receiver(index), counter);
        return new WorkerThread(receiver, IdlePolicy.nap(napNanos()), errors);
    }

    /** So that packets of 1 KiB fill at most a quarter of the buffer meanwhile, which holds twice of what was granted, at a million a second. */
    private long napNanos() {
        return Math.max(NAP_NANOS_MIN, Math.min(NAP_NANOS_MAX, group.receiveBufferBytes() / 2));
    }

    private static CounterFile openFile(ServeConfig config, Clock clock) throws StartException {
        try {
            return CounterFile.open(config.data(), config.event(), clock.epochMillis());
        } catch (CounterFileException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private static ReceiverGroup bindReceivers(ServeConfig config, DatagramEngine engine) throws StartException {
        try {
            return engine.bind(config.udp().resolve(), config.threads(), config.receiveBufferBytes());
        } catch (IOException e) {
            throw cannotListen("--udp", config.udp(), e);
        }
    }

    private static WebServer bindWeb(HostPort address) throws StartException {
        try {
            return WebServer.bind(address.resolve());
        } catch (IOException e) {
            throw cannotListen("--http", address, e);
        }
    }

    private static StartException cannotListen(String flag, HostPort address, IOException cause) {
        String reason = cause instanceof java.net.UnknownHostException
                ? "the host name has no address"
                : cause.getMessage().toLowerCase(java.util.Locale.ROOT);
        return new StartException("cannot listen at " + flag + " " + address + ": " + reason, cause);
    }

    private static void closeQuietly(ReceiverGroup group) {
        try {
            if (group != null) {
                group.close();
            }
        } catch (IOException e) {
            throw new AssertionError("closing a datagram socket does no I/O", e);
        }
    }
}
