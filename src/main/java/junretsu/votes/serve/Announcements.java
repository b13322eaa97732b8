package junretsu.votes.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.net.hook.Webhook;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.service.milestones.Announcer;
import junretsu.service.milestones.Milestones;
import junretsu.service.milestones.NodeAtStart;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;
import junretsu.votes.stage.Stage;
import junretsu.web.EventStream;

/** The output to screens and to a webhook while votes come in: the stream, the milestones and their messages. */
final class Announcements {
    private final NodeAtStart nodeAtStart;
    private final EventStream stream;
    private final WorkerThread streamer;
    private final Announcer announcer;

    /** Replaced and read by any thread. */
    private volatile PhoneAddress phones;

    /** @param frame the state as the stream sends it; called once the server has started */
    Announcements(
            AnnouncementsConfig config,
            NodeFiles files,
            Supplier<String> frame,
            Workers workers,
            Surroundings surroundings) {
        phones = config.phones();
        nodeAtStart =
                new NodeAtStart(files.counters().nodeId(), surroundings.clock().epochMillis(), totals(files));
        stream = new EventStream(frame, config.viewersMax());
        streamer = workers.add(stream, IdlePolicy.metronome(EventStream.INTERVAL_NANOS));
        announcer = new Announcer(
                config.milestones().of(files.desk().current().milestones()),
                files.milestones(),
                nodeAtStart,
                streamer::wake,
                workers,
                surroundings);
    }

    /** This node's votes of each round, before any receiver has started. */
    private static Map<String, Long> totals(NodeFiles files) {
        RoundLog rounds = files.rounds();
        VoteTally now = rounds.count(new VoteTally());
        Map<String, Long> totals = new HashMap<>();
        for (Round round : rounds.rounds()) {
            Round next = rounds.after(round);
            VoteTally end = next == null ? now : next.before();
            totals.put(round.name(), end.total() - round.before().total());
        }
        return totals;
    }

    /** Takes the milestones of a stage that has changed, and shows it at once. */
    void stageChanged(Stage stage) {
        milestones().plan(stage.milestones());
        streamer.wake();
    }

    /** Takes other settings. */
    void reload(AnnouncementsConfig next) {
        stream.clientsMax(next.viewersMax());
        phones = next.phones();
        announcer.reload(next.milestones());
    }

    /** The address of the crowd's page at this moment. */
    PhoneAddress phones() {
        return phones;
    }

    /** Stops the stream and the webhook. */
    void stop() {
        streamer.close();
        announcer.stop();
    }

    /** The counts of this node before this start. */
    NodeAtStart nodeAtStart() {
        return nodeAtStart;
    }

    Milestones milestones() {
        return announcer.milestones();
    }

    EventStream stream() {
        return stream;
    }

    /** Null when no webhook is asked for. */
    Webhook webhook() {
        return announcer.webhook();
    }
}
