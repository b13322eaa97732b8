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

    private final VotesConfig config;
    private final NodeFiles files;
    private final Intake intake;
    private final ReceiverGroup group;
    private final KernelVotes kernel;
    private final ViewServer web;
    private final DistinctErrors errors;
    private final Clock clock;
    private final Ending ending;
    private final Workers workers;
    private final HandoverWatch handover;
    private final Announcements announcements;
    private final Crowd crowd;
    private final CrowdNews news;
    private final StoreLink store;
    private final VotesState state;
    private final CommonViews common;
    private final VotesViews views;
    private final ConfigReload reload;
    private final Look atStart;
    private final List<WorkerThread> ofKernel = new ArrayList<>();
    private final List<WorkerThread> ofCrowd = new ArrayList<>();
    private final WorkerThread sampler;
    private final WorkerThread flusher;
    private final WorkerThread history;
    private final List<WorkerThread> follower;

    private VotesServer(
            VotesConfig config, Resources resources, StoreFactory stores, BuildInfo build, Surroundings surroundings) {
        this.config = config;
        files = resources.files();
        intake = resources.intake();
        group = intake.group();
        kernel = intake.kernel();
        web = resources.web();
        errors = surroundings.errors();
        clock = surroundings.clock();
        ending = resources.ending();
        workers = resources.workers();
        handover = new HandoverWatch(config.server().data(), intake, ending);
        ofKernel.add(workers.add(handover, HandoverWatch.idlePolicy()));
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
        news = new CrowdNews(state);
        if (config.crowd().isOn()) {
            ofCrowd.add(workers.add(news, CrowdNews.idlePolicy()));
        }
        follower = followStage(resources.stage());
        reload = new ConfigReload(new VotesReload(state, web), errors, clock);
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
        if (config.crowd().isOn()) {
            ofCrowd.add(workers.add(votes.sweep(), CrowdSweep.idlePolicy()));
        }
        if (calls != null) {
            ofCrowd.add(workers.add(calls, IdlePolicy.none()));
        }
        return votes;
    }

    private WorkerThread sampler(EventRates rates, VoteEvents events) {
        return workers.add(new Sampler(intake, files, rates, events, clock), IdlePolicy.every(SAMPLE_NANOS));
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
        announcements.stageChanged(files.desk().current());
        news.stageChanged();
    }

    private Health health() {
        return new Health(List.of(workers::idleOne, store::problem), store::note);
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
        try (Opened opened = new Opened()) {
            Resources resources = Resources.open(config, engine, stores, surroundings, opened);
            VotesServer server = new VotesServer(config, resources, stores, build, surroundings);
            server.workers.start();
            server.web.start(server.views::routes);
            opened.keep();
            return server;
        }
    }

    /**
     * Stops receiving, counts what is queued, flushes a last time (within the configured drain time) and releases
     * everything.
     */
    @Override
    public String stop() {
        Workers.stop(ofKernel, Deadline.in(config.server().drainNanos(), clock));
        leave();
        crowd.stop();
        Workers.stop(ofCrowd, Deadline.in(config.server().drainNanos(), clock));
        boolean drained =
                Workers.stop(intake.receivers(), Deadline.in(config.server().drainNanos(), clock));
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

    /** Lets nothing more be queued here: another server takes it, or the kernel drops and counts it. */
    private void leave() {
        try {
            handover.lookAgain();
        } catch (IOException e) {
            errors.record("looking for a server that takes over", e);
        }
        try {
            if (handover.hasSuccessor()) {
                handover.leave();
            } else {
                group.refuseFurther();
            }
        } catch (IOException e) {
            errors.record("leaving the address of the votes", e);
        }
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
    public List<String> notes() {
        return VotesText.notes(state, web.location());
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
