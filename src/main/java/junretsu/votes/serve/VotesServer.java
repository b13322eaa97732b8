package junretsu.votes.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.net.CountingEngine;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.net.http.HttpCalls;
import junretsu.service.CommonViews;
import junretsu.service.ConfigReload;
import junretsu.service.Ending;
import junretsu.service.EventRates;
import junretsu.service.Health;
import junretsu.service.HistoryRecorder;
import junretsu.service.Server;
import junretsu.service.Surroundings;
import junretsu.service.ViewServer;
import junretsu.service.Workers;
import junretsu.store.CountNames;
import junretsu.store.CountedNode;
import junretsu.store.SharedText;
import junretsu.store.StoreFactory;
import junretsu.store.StoreLink;
import junretsu.store.StoreWatch;
import junretsu.votes.VoteTally;
import junretsu.votes.crowd.Crowd;
import junretsu.votes.crowd.CrowdSweep;
import junretsu.votes.rounds.Look;
import junretsu.votes.stage.DeskAccess;
import junretsu.votes.stage.Stage;
import junretsu.votes.stage.StageFollower;

/**
 * Counts a crowd's votes. The whole process:
 *
 * <pre>
 *   socket 0 -> vote-receiver-0 -> block 0 --+
 *   socket 1 -> vote-receiver-1 -> block 1 --+--> flusher -> store
 *   kernel   -> kernel-votes  -> its block --+
 *   ...                                      +--> sampler    (rate; kernel drops -> blocks)
 *   browsers -> web, crowd      -> block 62 -+
 *                                            +--> history    (what came in each second)
 *                                            +--> web        (page, counts, stream, metrics, health)
 * </pre>
 *
 * Each arrow out of the blocks merges them anew; nobody hands anything to a receiver. What the kernel
 * counts by itself, with an engine that can, is copied before each merge. Methods may be called by any thread.
 */
public final class VotesServer implements Server {
    private static final long SAMPLE_NANOS = 100_000_000;
    private static final long CONNECT_NANOS = 1_000_000_000;

    private final VotesConfig config;
    private final NodeFiles files;
    private final ReceiverGroup group;
    private final KernelVotes kernel;
    private final ViewServer web;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Ending ending = new Ending();
    private final Workers workers;
    private final Announcements announcements;
    private final Crowd crowd;
    private final StoreLink store;
    private final VotesState state;
    private final CommonViews common;
    private final VotesViews views;
    private final ConfigReload reload;
    private final Look atStart;
    private final List<WorkerThread> receivers = new ArrayList<>();
    private final List<WorkerThread> ofKernel = new ArrayList<>();
    private final List<WorkerThread> ofCrowd = new ArrayList<>();
    private final WorkerThread sampler;
    private final WorkerThread flusher;
    private final WorkerThread history;
    private final List<WorkerThread> follower;

    /** The things that were opened for a server. */
    private record Resources(
            NodeFiles files,
            SharedText stage,
            ReceiverGroup group,
            KernelVotes kernel,
            ViewServer web,
            HttpCalls calls) {}

    private VotesServer(
            VotesConfig config, Resources resources, StoreFactory stores, BuildInfo build, Surroundings surroundings) {
        this.config = config;
        files = resources.files();
        group = resources.group();
        kernel = resources.kernel();
        web = resources.web();
        errors = surroundings.errors();
        clock = surroundings.clock();
        workers = new Workers(errors, ending);
        for (int i = 0; i < group.size(); i++) {
            VoteCounter counter = new VoteCounter(files.counters().block(i), config.buttons());
            receivers.add(workers.add(
                    new VoteReceiver(i, group.receiver(i), counter),
                    VoteReceiver.idlePolicy(group.receiveBufferBytes())));
        }
        if (group instanceof CountingGroup) {
            ofKernel.add(workers.add(kernel, KernelVotes.idlePolicy()));
        }
        announcements = new Announcements(config.announcements(), files, this::frame, workers, surroundings);
        store = storeLink(stores);
        EventRates rates = rates();
        crowd = crowd(resources.calls());
        state = new VotesState(config, build, files, group, announcements, access(), store, rates, crowd, surroundings);
        atStart = state.look();
        sampler = sampler(rates, new VoteEvents(state, surroundings));
        flusher = workers.add(store.flusher(), store.idlePolicy());
        history = history();
        follower = followStage(resources.stage());
        reload = new ConfigReload(new VotesReload(state), errors, clock);
        common = new CommonViews("votes", surroundings, health(), new MetricsView(state)::write)
                .reload(reload).stream(announcements.stream())
                        .build(
                                "engine",
                                build.engineName(),
                                "skipped_engines",
                                build.skippedEngines(),
                                "store",
                                store.kind());
        views = new VotesViews(state, common);
    }

    private Crowd crowd(HttpCalls calls) {
        Crowd votes = new Crowd(config.crowd(), files.senders(), config.buttons(), calls, clock);
        tell(votes, files.desk().current());
        if (config.crowd().isOn()) {
            ofCrowd.add(workers.add(votes.sweep(), CrowdSweep.idlePolicy()));
        }
        if (calls != null) {
            ofCrowd.add(workers.add(calls, IdlePolicy.none()));
        }
        return votes;
    }

    private WorkerThread sampler(EventRates rates, VoteEvents events) {
        return workers.add(new Sampler(group, files, rates, events, clock), IdlePolicy.every(SAMPLE_NANOS));
    }

    private EventRates rates() {
        return new EventRates(() -> store.totals(files.rounds().current().name()), store::isUp);
    }

    private WorkerThread history() {
        VoteTally tally = new VoteTally();
        return workers.add(
                new HistoryRecorder(files.history(), () -> NodeFiles.totals(tally.merge(files.counters())), clock),
                HistoryRecorder.idlePolicy());
    }

    private DeskAccess access() {
        return new DeskAccess(config.announcements().adminToken(), clock);
    }

    private StoreLink storeLink(StoreFactory stores) {
        CountedNode node = new CountedNode(
                files.counters().nodeId(),
                CountNames.BUTTONS,
                announcements.milestones()::plan,
                new RoundCounts(files.rounds(), announcements.milestones(), errors));
        return new StoreLink(
                stores,
                node,
                config.server().flushTimes(),
                new StoreWatch(errors::warn, errors::announce, ending::fail),
                clock);
    }

    /** Lets the stage follow that of the other servers, if there are any. */
    private List<WorkerThread> followStage(SharedText shared) {
        files.desk().tell(this::stageChanged);
        return shared == null
                ? List.of()
                : List.of(workers.add(
                        new StageFollower(files.desk(), shared, store::isUp, errors, clock),
                        IdlePolicy.every(StageFollower.INTERVAL_NANOS)));
    }

    private void stageChanged() {
        Stage now = files.desk().current();
        announcements.stageChanged(now);
        tell(crowd, now);
    }

    private static void tell(Crowd crowd, Stage stage) {
        crowd.tell("{\"stage\":" + stage.version() + "}");
    }

    private Health health() {
        return new Health(List.of(workers::idleOne, store::problem));
    }

    private String frame() {
        return views.frame();
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
        DistinctErrors errors = surroundings.errors();
        try (Opened opened = new Opened()) {
            SharedText stage = opened.add(stores.text(config.server().event(), "stage"));
            NodeFiles files = NodeFiles.open(config, engine, stage, surroundings.clock(), errors);
            opened.add(() -> files.close(errors));
            KernelVotes kernel = new KernelVotes(config.server().data(), files.counters(), config.buttons(), errors);
            opened.add(kernel::end);
            ViewServer web =
                    opened.add(ViewServer.bind(config.server(), config.crowd().connections(), errors));
            ReceiverGroup group = opened.add(bind(config, engine, kernel));
            HttpCalls calls = calls(config, surroundings);
            opened.add(calls == null ? null : calls::onClose);
            Resources resources = new Resources(files, stage, group, kernel, web, calls);
            VotesServer server = new VotesServer(config, resources, stores, build, surroundings);
            server.workers.start();
            web.start(server.views::routes);
            opened.keep();
            return server;
        }
    }

    private static HttpCalls calls(VotesConfig config, Surroundings surroundings) throws StartException {
        try {
            return config.crowd().users() == null
                    ? null
                    : new HttpCalls("crowd-calls", CONNECT_NANOS, surroundings.clock());
        } catch (IOException e) {
            throw StartException.of("cannot make connections", e);
        }
    }

    private static ReceiverGroup bind(VotesConfig config, DatagramEngine engine, KernelVotes kernel)
            throws StartException {
        try {
            if (engine instanceof CountingEngine counting) {
                return kernel.bind(counting, config.udp().resolve(), config.threads(), config.receiveBufferBytes());
            }
            return engine.bind(config.udp().resolve(), config.threads(), config.receiveBufferBytes());
        } catch (IOException e) {
            throw StartException.cannotListen("--udp", config.udp(), e);
        }
    }

    /**
     * Stops receiving, counts what is queued, flushes a last time (within the configured drain time) and releases
     * everything.
     */
    @Override
    public String stop() {
        Workers.stop(ofKernel, Deadline.in(config.server().drainNanos(), clock));
        try {
            group.refuseFurther();
        } catch (IOException e) {
            errors.record("asking the kernel to refuse further datagrams", e);
        }
        crowd.stop();
        Workers.stop(ofCrowd, Deadline.in(config.server().drainNanos(), clock));
        boolean drained = Workers.stop(receivers, Deadline.in(config.server().drainNanos(), clock));
        sampler.close();
        errors.close("the receivers' sockets", group);
        kernel.end();
        Workers.stop(List.of(flusher), Deadline.in(config.server().drainNanos(), clock));
        history.close();
        Workers.stop(follower, Deadline.in(config.server().drainNanos(), clock));
        announcements.stop();
        web.close();
        String report = VotesClosingReport.of(state, atStart, drained, common.uptimeSeconds());
        files.close(errors);
        return report;
    }

    @Override
    public ConfigReload reload() {
        return reload;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public String ready() {
        return VotesText.ready(state, web.location());
    }

    @Override
    public List<String> advice() {
        return Stream.concat(VotesText.advice(state).stream(), kernel.remarks().stream())
                .toList();
    }

    @Override
    public String status() {
        return VotesText.status(state);
    }
}
