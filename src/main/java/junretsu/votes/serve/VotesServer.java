package junretsu.votes.serve;

import java.io.IOException;
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
import junretsu.service.CommonViews;
import junretsu.service.Ending;
import junretsu.service.Health;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.store.CountNames;
import junretsu.store.StoreFactory;
import junretsu.store.StoreLink;
import junretsu.votes.VoteTally;

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
 * Each arrow out of the blocks merges them anew; nobody hands anything to a receiver. Methods may be called by any
 * thread.
 */
public final class VotesServer implements Server {
    private static final long SAMPLE_NANOS = 100_000_000;
    private static final long HISTORY_NANOS = 200_000_000;

    private final VotesConfig config;
    private final NodeFiles files;
    private final BoundSockets sockets;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Ending ending = new Ending();
    private final Workers workers;
    private final Announcements announcements;
    private final StoreLink store;
    private final VotesState state;
    private final CommonViews common;
    private final VotesViews views;
    private final VoteTally atStart;
    private final List<WorkerThread> receivers = new ArrayList<>();
    private final WorkerThread sampler;
    private final WorkerThread flusher;
    private final WorkerThread history;

    private VotesServer(
            VotesConfig config,
            NodeFiles files,
            BoundSockets sockets,
            StoreFactory stores,
            BuildInfo build,
            Surroundings surroundings) {
        this.config = config;
        this.files = files;
        this.sockets = sockets;
        errors = surroundings.errors();
        clock = surroundings.clock();
        workers = new Workers(errors, ending);
        ReceiverGroup group = sockets.votes();
        for (int i = 0; i < group.size(); i++) {
            VoteCounter counter = new VoteCounter(files.counters().block(i), config.buttons());
            receivers.add(workers.add(
                    new VoteReceiver(i, group.receiver(i), counter),
                    VoteReceiver.idlePolicy(group.receiveBufferBytes())));
        }
        announcements = new Announcements(config.announcements(), files, this::frame, workers, surroundings);
        store = storeLink(stores);
        VoteRates rates =
                new VoteRates(() -> store.totals(files.rounds().current().name()), store::isUp);
        state = new VotesState(config, build, files, group, announcements, store, rates, surroundings);
        atStart = state.tally();
        sampler = workers.add(new Sampler(group, files.counters(), rates, clock), IdlePolicy.every(SAMPLE_NANOS));
        flusher = workers.add(store.flusher(), store.idlePolicy());
        history = workers.add(
                new HistoryRecorder(files.counters(), files.history(), clock), IdlePolicy.every(HISTORY_NANOS));
        common = new CommonViews("votes", surroundings, health(), new MetricsView(state)::write)
                .stream(announcements.stream())
                        .build(
                                "engine",
                                build.engineName(),
                                "skipped_engines",
                                build.skippedEngines(),
                                "store",
                                store.kind());
        views = new VotesViews(state, common);
    }

    private StoreLink storeLink(StoreFactory stores) {
        return new StoreLink(
                stores,
                files.counters().nodeId(),
                CountNames.BUTTONS,
                config.announcements().milestones(),
                new RoundCounts(files.counters(), files.rounds(), announcements.milestones()),
                config.server().flushIntervalNanos(),
                config.server().drainNanos(),
                errors::announce,
                clock);
    }

    private Health health() {
        return new Health(List.of(workers::idleOne, store::problem));
    }

    private String frame() {
        return views.countsJson();
    }

    /**
     * Opens the counter file, the sockets and the store, and counts from here on. A store that cannot be reached does
     * not prevent the start.
     *
     * @throws StartException when a file, an address or a port is unavailable
     */
    public static VotesServer start(
            VotesConfig config, DatagramEngine engine, StoreFactory stores, BuildInfo build, Surroundings surroundings)
            throws StartException {
        NodeFiles files = NodeFiles.open(config, surroundings.clock(), surroundings.errors());
        BoundSockets sockets = null;
        try {
            sockets = BoundSockets.open(config, engine, surroundings.errors());
            VotesServer server = new VotesServer(config, files, sockets, stores, build, surroundings);
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
        sockets.startWeb(views::routes);
    }

    /**
     * Stops receiving, counts what is queued, flushes a last time (within the configured drain time) and releases
     * everything.
     */
    @Override
    public String stop() {
        try {
            sockets.votes().refuseFurther();
        } catch (IOException e) {
            errors.record("asking the kernel to refuse further datagrams", e);
        }
        boolean drained = Workers.stop(receivers, Deadline.in(config.server().drainNanos(), clock));
        sampler.close();
        sockets.closeVotes();
        Workers.stop(List.of(flusher), Deadline.in(config.server().drainNanos(), clock));
        history.close();
        announcements.stop();
        sockets.closeWeb();
        String report = VotesClosingReport.of(state, atStart, drained, common.uptimeSeconds());
        files.close(errors);
        return report;
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
        return VotesText.ready(state, sockets.url());
    }

    @Override
    public List<String> advice() {
        return VotesText.advice(state);
    }

    @Override
    public String status() {
        return VotesText.status(state);
    }
}
