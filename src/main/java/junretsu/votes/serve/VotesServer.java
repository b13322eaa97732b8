package junretsu.votes.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.store.CountNames;
import junretsu.store.EventTotals;
import junretsu.store.Milestone;
import junretsu.store.Store;
import junretsu.store.StoreFactory;
import junretsu.store.StoreHealth;
import junretsu.tally.Tally;
import junretsu.votes.rounds.Round;
import junretsu.web.WebServer;

/**
 * Counts a crowd's votes. The whole process:
 *
 * <pre>
 *   socket 0 -> vote-receiver-0 -> block 0 --+
 *   socket 1 -> vote-receiver-1 -> block 1 --+--> flusher -> store
 *   ...                                      +--> sampler    (rate; kernel drops -> blocks)
 *                                            +--> history    (what came in each second)
 *                                            +--> web        (page, counts, stream, metrics, health)
 * </pre>
 *
 * Each arrow out of the blocks merges them anew; nobody hands anything to a receiver. Methods may be called by any thread.
 */
public final class VotesServer {
    /** The longer a nap, the fewer changes of context; beyond this there is nothing to win. */
    private static final long NAP_NANOS_MAX = 500_000;

    private static final long NAP_NANOS_MIN = 100_000;

    private static final long SAMPLE_NANOS = 100_000_000;
    private static final long HISTORY_NANOS = 200_000_000;

    private final VotesConfig config;
    private final String engineName;
    private final NodeFiles files;
    private final BoundSockets listeners;
    private final ReceiverGroup group;
    private final WebServer web;
    private final Store store;
    private final BuildInfo about;
    private final DistinctErrors errors;
    private final Clock clock;

    private final long startedNanos;
    private final long startedMs;
    private final Tally atStart;
    private final RateMeter rate = new RateMeter();
    private final StoreHealth health;
    private final Announcements stage;
    private final WorkerThread[] receivers;
    private final WorkerThread sampler;
    private final WorkerThread flusher;
    private final WorkerThread history;

    private VotesServer(
            VotesConfig config,
            String engineName,
            NodeFiles files,
            BoundSockets listeners,
            StoreFactory stores,
            BuildInfo about,
            DistinctErrors errors,
            Clock clock) {
        this.config = config;
        this.engineName = engineName;
        this.files = files;
        this.listeners = listeners;
        group = listeners.votes();
        web = listeners.web();
        this.about = about;
        this.errors = errors;
        this.clock = clock;
        startedNanos = clock.nanoTime();
        startedMs = clock.epochMillis();
        atStart = tally();
        health = new StoreHealth(errors::announce, clock);
        receivers = new WorkerThread[group.size()];
        Arrays.setAll(receivers, this::receiver);
        sampler = new WorkerThread(
                new Sampler(group, files.counters(), rate, clock), IdlePolicy.every(SAMPLE_NANOS), errors);
        history = new WorkerThread(
                new HistoryRecorder(files.counters(), files.history(), clock), IdlePolicy.every(HISTORY_NANOS), errors);
        stage = new Announcements(this, files.milestones(), nodeId(), errors, clock);
        TallyFlusher worker = new TallyFlusher(
                files.counters(),
                files.rounds(),
                stage.milestones(),
                round -> stores.open(
                        round.name(),
                        nodeId(),
                        CountNames.BUTTONS,
                        config.stage().milestones()),
                health,
                config.drainNanos(),
                clock);
        store = worker.store();
        flusher = new WorkerThread(worker, IdlePolicy.every(config.flushIntervalNanos()), errors);
    }

    /**
     * Opens the counter file, the sockets and the store, and counts from here on. A store that cannot be reached stops nothing.
     *
     * @throws StartException when the file, an address or a port is not to be had
     */
    public static VotesServer start(
            VotesConfig config,
            DatagramEngine engine,
            StoreFactory stores,
            BuildInfo about,
            DistinctErrors errors,
            Clock clock)
            throws StartException {
        NodeFiles files = NodeFiles.open(config, clock);
        BoundSockets listeners = null;
        try {
            listeners = BoundSockets.open(config, engine, errors);
            VotesServer server = new VotesServer(config, engine.name(), files, listeners, stores, about, errors, clock);
            server.startWorkers();
            return server;
        } catch (StartException | RuntimeException e) {
            if (listeners != null) {
                listeners.close();
            }
            files.close();
            throw e;
        }
    }

    private void startWorkers() {
        for (WorkerThread receiver : receivers) {
            receiver.start();
        }
        sampler.start();
        flusher.start();
        history.start();
        stage.start(web != null);
        if (web != null) {
            web.start(VotesRoutes.of(this));
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
        listeners.closeVotes();
        flusher.stop();
        flusher.join(config.drainNanos() / 1_000_000);
        history.close();
        stage.stop();
        listeners.closeWeb();
        Tally total = tally();
        files.close();
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
        return health.fencedFromTheStart();
    }

    public InetSocketAddress udpAddress() {
        return group.localAddress();
    }

    /** Null when nothing is shown over HTTP. */
    public InetSocketAddress httpAddress() {
        return web == null ? null : web.localAddress();
    }

    public VotesConfig config() {
        return config;
    }

    boolean isReceiving() {
        return Arrays.stream(receivers).allMatch(WorkerThread::isRunning);
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

    /** All that this node has counted, in all rounds, at this moment; the caller's own. */
    public Tally tally() {
        return new Tally().merge(files.counters());
    }

    /** What of it belongs to a round that has not ended; the caller's own. */
    Tally tally(Round round) {
        return tally().subtract(round.before());
    }

    /** The round that votes belong to at this moment. */
    public Round round() {
        return files.rounds().current();
    }

    NodeFiles files() {
        return files;
    }

    Announcements stage() {
        return stage;
    }

    Clock clock() {
        return clock;
    }

    /** The event's total as far as it is known: over all nodes when they share a store. */
    public long eventTotal() {
        EventTotals totals = health.eventTotals();
        long own = tally(round()).total();
        return store.isShared() && totals != null ? Math.max(own, totals.total()) : own;
    }

    /** The next milestone; null when there is none. */
    public Milestone nextMilestone() {
        return stage.milestones().next(round().name());
    }

    private String nodeId() {
        return files.counters().nodeId();
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

    BuildInfo about() {
        return about;
    }

    private WorkerThread receiver(int index) {
        VoteCounter counter = new VoteCounter(files.counters().block(index), config.buttons());
        VoteReceiver receiver = new VoteReceiver(index, group.receiver(index), counter);
        return new WorkerThread(receiver, IdlePolicy.nap(napNanos()), errors);
    }

    /** So that packets of 1 KiB fill at most a quarter of the buffer meanwhile, which holds twice of what was granted, at a million a second. */
    private long napNanos() {
        return Math.max(NAP_NANOS_MIN, Math.min(NAP_NANOS_MAX, group.receiveBufferBytes() / 2));
    }
}
