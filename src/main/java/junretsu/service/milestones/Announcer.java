package junretsu.service.milestones;

import java.net.URI;
import java.util.Objects;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.net.hook.Webhook;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.service.milestones.MilestoneLog.Entry;

/**
 * A server's milestones and, where one is asked for, the webhook that gets a message about each. Methods may be called
 * by any thread.
 */
public final class Announcer {
    private final MilestoneLog log;
    private final NodeAtStart node;
    private final Milestones milestones;
    private final Workers workers;
    private final Surroundings surroundings;
    private WorkerThread sender;
    private URI webhookUrl;

    /** Null while none is asked for. Replaced under the lock. */
    private volatile Webhook webhook;

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
        this.log = log;
        this.node = node;
        this.workers = workers;
        this.surroundings = surroundings;
        milestones = new Milestones(config.plan(), log, node, null, whenPassed, surroundings.errors());
        if (config.webhook() != null) {
            sender = workers.add(webhook(config), IdlePolicy.every(Webhook.INTERVAL_NANOS));
        }
    }

    /** A webhook that milestones are announced to from now on, first those that are left from before. */
    private Webhook webhook(MilestonesConfig config) {
        webhookUrl = config.webhook();
        Webhook made =
                Webhook.to(config.webhook(), config.webhookGiveUpNanos(), surroundings.errors(), surroundings.clock());
        log.unsettled(node.id())
                .forEach(entry -> made.resume(message(entry), entry.reached().passedAtMs()));
        milestones.announceTo(entry -> made.announce(message(entry)));
        webhook = made;
        return made;
    }

    private MilestoneMessage message(Entry entry) {
        return new MilestoneMessage(entry, milestones.plan(), log);
    }

    /** The milestones. */
    public Milestones milestones() {
        return milestones;
    }

    /** Null when none is asked for. */
    public Webhook webhook() {
        return webhook;
    }

    /**
     * Posts messages to another URL from now on, or to none: what is not delivered by then waits in the log for the
     * next webhook.
     */
    public synchronized void reload(MilestonesConfig next) {
        if (next.webhook() == null) {
            endWebhook();
        } else if (webhook == null) {
            sender = workers.start(webhook(next), IdlePolicy.every(Webhook.INTERVAL_NANOS));
        } else {
            webhook.giveUpAfter(next.webhookGiveUpNanos());
            if (!Objects.equals(next.webhook(), webhookUrl)) {
                webhook.moveTo(next.webhook());
                webhookUrl = next.webhook();
            }
        }
    }

    private void endWebhook() {
        if (webhook != null) {
            milestones.announceTo(null);
            webhook = null;
            workers.end(sender, Webhook.END_MS);
            sender = null;
        }
    }

    /** Stops the webhook. A message that is not delivered by now is delivered after the next start. */
    public synchronized void stop() {
        if (sender != null) {
            sender.stop();
            sender.join(Webhook.END_MS);
        }
    }
}
