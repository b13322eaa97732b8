package junretsu.votes.serve;

import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.service.Workers;
import junretsu.votes.milestones.MilestoneLog;
import junretsu.votes.milestones.Milestones;
import junretsu.votes.milestones.Webhook;
import junretsu.web.EventStream;

/** What goes out to screens and to a webhook as votes come in: the stream, the milestones and their messages. */
final class Announcements {
    private static final long WEBHOOK_NANOS = 50_000_000;
    private static final long WEBHOOK_END_MS = 500;

    private final Milestones milestones;
    private final EventStream stream;
    private final Webhook webhook;
    private final WorkerThread streamer;
    private final WorkerThread webhookSender;

    Announcements(
            VotesServer server, MilestoneLog log, String nodeId, Workers workers, DistinctErrors errors, Clock clock) {
        AnnouncementsConfig config = server.config().announcements();
        stream = new EventStream(new VotesViews(server)::countsJson, config.viewersMax());
        streamer = workers.add(stream, IdlePolicy.metronome(EventStream.INTERVAL_NANOS));
        webhook = config.webhook() == null
                ? null
                : new Webhook(
                        config.webhook(),
                        config.webhookGiveUpNanos(),
                        config.milestones(),
                        log,
                        nodeId,
                        errors::announce,
                        clock);
        webhookSender = webhook == null ? null : workers.add(webhook, IdlePolicy.every(WEBHOOK_NANOS));
        milestones = new Milestones(
                config.milestones(), log, nodeId, webhook == null ? null : webhook::announce, streamer::wake);
    }

    /** A message that is not delivered by now is delivered after the next start. */
    void stop() {
        streamer.close();
        if (webhookSender != null) {
            webhookSender.stop();
            webhookSender.join(WEBHOOK_END_MS);
        }
    }

    Milestones milestones() {
        return milestones;
    }

    EventStream stream() {
        return stream;
    }

    /** Null when nobody is to be told of milestones. */
    Webhook webhook() {
        return webhook;
    }
}
