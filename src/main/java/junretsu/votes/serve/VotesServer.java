package junretsu.votes.serve;

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
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.service.Ending;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.store.CountNames;
import junretsu.store.EventTotals;
import junretsu.store.Milestone;
import junretsu.store.StoreFactory;
import junretsu.store.StoreLink;
import junretsu.votes.VoteTally;
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
public final class VotesServer implements Server {
    private static final long SAMPLE_NANOS = 100_000_000;
    private static final long HISTORY_NANOS = 200_000_000;

    private final VotesConfig config;
    private final String engineName;
    private final NodeFiles files;
    private final BoundSockets sockets;
    private final ReceiverGroup group;
    private final WebServer web;
    private final StoreLink store;
    private final BuildInfo build;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Ending ending = new Ending();
    private final Workers workers;

    private final long startedNanos;
    private final long startedMs;
    private final VoteTally atStart;
    private final VoteRates rates;
    private final Announcements announcements;
    private final List<WorkerThread> receivers = new ArrayList<>();
    private final WorkerThread sampler;
    private final WorkerThread flusher;
    private final WorkerThread history;

    private VotesServer(
            VotesConfig config,
            String engineName,
            NodeFiles files,
            BoundSockets sockets,
            StoreFactory stores,
            BuildInfo build,
            Surroundings surroundings) {
        this.config = config;
        this.engineName = engineName;
        this.files = files;
        this.sockets = sockets;
        group = sockets.votes();
        web = sockets.web();
        this.build = build;
        errors = surroundings.errors();
        clock = surroundings.clock();
        workers = new Workers(errors, ending);
        startedNanos = clock.nanoTime();
        startedMs = clock.epochMillis();
        atStart = tally();
        for (int i = 0; i < group.size(); i++) {
            receivers.add(workers.add(receiver(i), VoteReceiver.idlePolicy(group.receiveBufferBytes())));
        }
        announcements = new Announcements(this, files.milestones(), nodeId(), workers, errors, clock);
        store = new StoreLink(
                stores,
                nodeId(),
                CountNames.BUTTONS,
                config.announcements().milestones(),
                new RoundCounts(files.counters(), files.rounds(), announcements.milestones()),
                config.flushIntervalNanos(),
                config.drainNanos(),
                errors::announce,
                clock);
        rates = new VoteRates(() -> store.totals(round().name()), store::isUp);
        sampler = workers.add(new Sampler(group, files.counters(), rates, clock), IdlePolicy.every(SAMPLE_NANOS));
        flusher = workers.add(store.flusher(), store.idlePolicy());
        history = workers.add(
                new HistoryRecorder(files.counters(), files.history(), clock), IdlePolicy.every(HISTORY_NANOS));
    }

    /**
     * Opens the counter file, the sockets and the store, and counts from here on. A store that cannot be reached stops nothing.
     *
     * @throws StartException when the file, an address or a port is not to be had
     */
    public static VotesServer start(
            VotesConfig config, DatagramEngine engine, StoreFactory stores, BuildInfo build, Surroundings surroundings)
            throws StartException {
        NodeFiles files = NodeFiles.open(config, surroundings.clock(), surroundings.errors());
        BoundSockets sockets = null;
        try {
            sockets = BoundSockets.open(config, engine, surroundings.errors());
            VotesServer server = new VotesServer(config, engine.name(), files, sockets, stores, build, surroundings);
            server.startWorkers();
            return server;
        } catch (StartException | RuntimeException e) {
            if (sockets != null) {
                sockets.close();
            }
            files.close(surroundings.errors());
            throw e;
        }
    }

    private void startWorkers() {
        workers.start();
        if (web != null) {
            web.start(VotesRoutes.of(this));
        }
    }

    /** Stops receiving, counts what is queued, flushes a last time (within the configured drain time) and lets everything go. */
    @Override
    public String stop() {
        try {
            group.refuseFurther();
        } catch (IOException e) {
            errors.record("asking the kernel to refuse further datagrams", e);
        }
        boolean drained = Workers.stop(receivers, Deadline.in(config.drainNanos(), clock));
        sampler.close();
        sockets.closeVotes();
        Workers.stop(List.of(flusher), Deadline.in(config.drainNanos(), clock));
        history.close();
        announcements.stop();
        sockets.closeWeb();
        VoteTally total = tally();
        files.close(errors);
        return VotesClosingReport.of(
                new ClosingTotals(
                        total, atStart, store.flushed(), store.state(), drained, seesDatagrams(), uptimeSeconds()),
                store.location());
    }

    @Override
    public Ending ending() {
        if (store.failure() != null) {
            ending.fail(store.failure());
        }
        return ending;
    }

    @Override
    public String ready() {
        return VotesText.ready(this);
    }

    @Override
    public List<String> advice() {
        return VotesText.advice(this);
    }

    @Override
    public String status() {
        return VotesText.status(this);
    }

    public InetSocketAddress udpAddress() {
        return group.localAddress();
    }

    /** As in {@code http://127.0.0.1:8080}; null when nothing is shown over HTTP. */
    public String httpUrl() {
        return web == null ? null : web.url();
    }

    public VotesConfig config() {
        return config;
    }

    /** A sentence naming a worker that does not run; null when all do. */
    String idleWorker() {
        return workers.idleOne();
    }

    public String engineName() {
        return engineName;
    }

    public StoreLink store() {
        return store;
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
    public VoteTally tally() {
        return new VoteTally().merge(files.counters());
    }

    /** What of it belongs to a round that has not ended; the caller's own. */
    VoteTally tally(Round round) {
        return tally().subtract(round.before());
    }

    /** The round that votes belong to at this moment. */
    public Round round() {
        return files.rounds().current();
    }

    NodeFiles files() {
        return files;
    }

    Announcements announcements() {
        return announcements;
    }

    Clock clock() {
        return clock;
    }

    /** The event's total as far as it is known: over all nodes when they share a store. */
    public long eventTotal() {
        Round round = round();
        EventTotals totals = store.totals(round.name());
        long own = tally(round).total();
        return totals == null ? own : Math.max(own, totals.total());
    }

    /** The next milestone; null when there is none. */
    public Milestone nextMilestone() {
        return announcements.milestones().next(round().name());
    }

    private String nodeId() {
        return files.counters().nodeId();
    }

    /** Votes per second over the last second or so. */
    VoteRates rates() {
        return rates;
    }

    public double uptimeSeconds() {
        return (clock.nanoTime() - startedNanos) / 1e9;
    }

    long startedMs() {
        return startedMs;
    }

    DistinctErrors errors() {
        return errors;
    }

    BuildInfo build() {
        return build;
    }

    private VoteReceiver receiver(int index) {
        VoteCounter counter = new VoteCounter(files.counters().block(index), config.buttons());
        return new VoteReceiver(index, group.receiver(index), counter);
    }
}
