package junretsu.votes.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.net.hook.Message;
import junretsu.net.hook.Webhook;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.service.milestones.MilestoneLog;
import junretsu.service.milestones.MilestoneLog.Entry;
import junretsu.service.milestones.MilestoneMessage;
import junretsu.service.milestones.Milestones;
import junretsu.service.milestones.NodeAtStart;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;
import junretsu.web.EventStream;

/** The output to screens and to a webhook while votes come in: the stream, the milestones and their messages. */
final class Announcements {
    private final NodeAtStart nodeAtStart;
    private final Milestones milestones;
    private final EventStream stream;
    private final Webhook webhook;
    private final WorkerThread streamer;
    private final WorkerThread webhookSender;

    /** @param frame the state as the stream sends it; called once the server has started */
    Announcements(
            AnnouncementsConfig config,
            NodeFiles files,
            Supplier<String> frame,
            Workers workers,
            Surroundings surroundings) {
        MilestoneLog log = files.milestones();
        String nodeId = files.counters().nodeId();
        DistinctErrors errors = surroundings.errors();
        Clock clock = surroundings.clock();
        nodeAtStart = new NodeAtStart(nodeId, clock.epochMillis(), totals(files));
        stream = new EventStream(frame, config.viewersMax());
        streamer = workers.add(stream, IdlePolicy.metronome(EventStream.INTERVAL_NANOS));
        Function<Entry, Message> message = entry -> new MilestoneMessage(entry, config.milestones(), log);
        webhook = config.webhook() == null
                ? null
                : Webhook.to(config.webhook(), config.webhookGiveUpNanos(), errors, clock);
        webhookSender = webhook == null ? null : workers.add(webhook, IdlePolicy.every(Webhook.INTERVAL_NANOS));
        milestones = new Milestones(
                config.milestones(),
                log,
                nodeAtStart,
                webhook == null ? null : entry -> webhook.announce(message.apply(entry)),
                streamer::wake,
                errors);
        if (webhook != null) {
            log.unsettled(nodeId)
                    .forEach(entry ->
                            webhook.resume(message.apply(entry), entry.reached().passedAtMs()));
        }
    }

    /** This node's votes of each round, before any receiver has started. */
    private static Map<String, Long> totals(NodeFiles files) {
        RoundLog rounds = files.rounds();
        VoteTally now = new VoteTally().merge(files.counters());
        Map<String, Long> totals = new HashMap<>();
        for (Round round : rounds.rounds()) {
            Round next = rounds.after(round);
            VoteTally end = next == null ? now : next.before();
            totals.put(round.name(), end.total() - round.before().total());
        }
        return totals;
    }

    /** Stops the webhook. A message that is not delivered by now is delivered after the next start. */
    void stop() {
        streamer.close();
        if (webhookSender != null) {
            webhookSender.stop();
            webhookSender.join(Webhook.END_MS);
        }
    }

    /** The counts of this node before this start. */
    NodeAtStart nodeAtStart() {
        return nodeAtStart;
    }

    Milestones milestones() {
        return milestones;
    }

    EventStream stream() {
        return stream;
    }

    /** Null when no webhook is asked for. */
    Webhook webhook() {
        return webhook;
    }
}
