package junretsu.service.milestones;

import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.net.hook.Webhook;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.service.milestones.MilestoneLog.Entry;

/** A server's milestones and, where one is asked for, the webhook that gets a message about each. */
public final class Announcer {
    private final MilestoneLog log;
    private final Milestones milestones;
    private final Webhook webhook;
    private final WorkerThread sender;
    private URI webhookUrl;

    /**
     * Takes up what is left from earlier runs.
     *
     * @param whenPassed called when any milestone was passed, whichever node announces it
     * @param workers gets the webhook's thread
     */
    public Announcer(
            MilestonesConfig config,
            MilestoneLog log,
            NodeAtStart node,
            Runnable whenPassed,
            Workers workers,
            Surroundings surroundings) {
        webhookUrl = config.webhook();
        this.log = log;
        webhook = config.webhook() == null
                ? null
                : Webhook.to(
                        config.webhook(), config.webhookGiveUpNanos(), surroundings.errors(), surroundings.clock());
        sender = webhook == null ? null : workers.add(webhook, IdlePolicy.every(Webhook.INTERVAL_NANOS));
        Consumer<Entry> announce = webhook == null ? null : entry -> webhook.announce(message(entry));
        milestones = new Milestones(config.plan(), log, node, announce, whenPassed, surroundings.errors());
        if (webhook != null) {
            log.unsettled(node.id())
                    .forEach(entry ->
                            webhook.resume(message(entry), entry.reached().passedAtMs()));
        }
    }

    private MilestoneMessage message(Entry entry) {
        return new MilestoneMessage(entry, milestones.plan(), log);
    }

    /** The milestones; any thread may call. */
    public Milestones milestones() {
        return milestones;
    }

    /** Null when none is asked for. */
    public Webhook webhook() {
        return webhook;
    }

    /**
     * Posts messages to another URL from now on.
     *
     * @param url null for none
     * @return false when there was none before or is none now, which takes a restart
     */
    public boolean moveWebhook(URI url) {
        boolean isSame = Objects.equals(url, webhookUrl);
        if (!isSame && webhook != null && url != null) {
            webhook.moveTo(url);
            webhookUrl = url;
            return true;
        }
        return isSame;
    }

    /** Stops the webhook. A message that is not delivered by now is delivered after the next start. */
    public void stop() {
        if (sender != null) {
            sender.stop();
            sender.join(Webhook.END_MS);
        }
    }
}
