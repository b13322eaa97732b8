package junretsu.service.milestones;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import junretsu.base.DistinctErrors;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;
import junretsu.text.JsonWriter;

/**
 * The milestones that the events of this server have passed. The store decides; this class records it, then shows it,
 * then hands over what this node is to announce. Written by the flusher, read by any thread.
 *
 * <p>A milestone is news only for a server that had it in its plan when it was passed. One that is new in the plan, and
 * that the event had passed before this server started, is recorded and shown as passed but announced nowhere.
 */
public final class Milestones {
    private final MilestoneLog log;
    private final NodeAtStart node;
    private final Runnable whenPassed;
    private final DistinctErrors errors;

    /** Null without a webhook. */
    private Consumer<MilestoneLog.Entry> announce;

    private final Map<String, EventMilestones> byEvent = new HashMap<>();

    /** Replaced as a whole under the lock; read by any thread. */
    private volatile List<Milestone> plan;

    /**
     * @param announce called with each milestone that this node is to announce, in their order; null without a webhook
     * @param whenPassed called when any milestone was passed, whichever node announces it
     * @param errors takes what could not be recorded
     */
    public Milestones(
            List<Milestone> plan,
            MilestoneLog log,
            NodeAtStart node,
            Consumer<MilestoneLog.Entry> announce,
            Runnable whenPassed,
            DistinctErrors errors) {
        this.plan = plan;
        this.log = log;
        this.node = node;
        this.announce = announce;
        this.whenPassed = whenPassed;
        this.errors = errors;
    }

    /** Hands milestones over to somebody else from now on, or to nobody: null. */
    synchronized void announceTo(Consumer<MilestoneLog.Entry> other) {
        announce = other;
    }

    /** The milestones planned, the lowest first. */
    public List<Milestone> plan() {
        return plan;
    }

    /**
     * Replaces the plan. A milestone that is new in it and that an event has passed by now is recorded and shown as
     * passed but announced nowhere.
     *
     * @param next the lowest first
     */
    public synchronized void plan(List<Milestone> next) {
        for (EventMilestones milestones : byEvent.values()) {
            for (Milestone one : next) {
                if (plan.stream().noneMatch(before -> before.at() == one.at())) {
                    milestones.meet(one.at());
                }
            }
        }
        plan = List.copyOf(next);
    }

    /** The milestones known to have been passed in an event, the lowest first. */
    public synchronized List<MilestonePassed> known(String event) {
        return of(event).known();
    }

    /** The moment at which a milestone was passed in an event; null when it was not. */
    public synchronized MilestonePassed reached(String event, long at) {
        return of(event).reached(at);
    }

    /** Returns true when a milestone was passed in an event and was news, so that screens play its effect. */
    public synchronized boolean isAnnounced(String event, long at) {
        return of(event).isAnnounced(at);
    }

    /** The lowest milestone that the event has not passed; null when there is none. */
    public synchronized Milestone next(String event) {
        EventMilestones milestones = of(event);
        return plan.stream()
                .filter(milestone -> milestones.reached(milestone.at()) == null)
                .findFirst()
                .orElse(null);
    }

    /** Writes the plan and what has become of it in an event, as an array {@code milestones}. */
    public synchronized void write(JsonWriter json, String event) {
        EventMilestones milestones = of(event);
        json.beginArray("milestones");
        for (Milestone milestone : plan) {
            MilestonePassed reached = milestones.reached(milestone.at());
            String moment = reached == null
                    ? null
                    : Instant.ofEpochMilli(reached.passedAtMs()).toString();
            json.beginObject()
                    .field("at", milestone.at())
                    .field("effect", milestone.effect())
                    .field("reached", moment)
                    .field("announced", milestones.isAnnounced(milestone.at()))
                    .endObject();
        }
        json.endArray();
    }

    /**
     * Takes a store's answer. Never throws: what cannot be written to the log is reported as an error and not shown; it
     * comes again with the next flush.
     *
     * @param reached all that the event has passed, the lowest first
     * @param total the event's, over all nodes
     * @param ownTotal this node's part of it, as it was handed over
     */
    public synchronized void take(String event, List<MilestonePassed> reached, long total, long ownTotal) {
        EventMilestones milestones = of(event);
        long totalAtStart = total - (ownTotal - node.total(event));
        boolean isNew = false;
        try {
            for (MilestonePassed one : reached) {
                if (milestones.reached(one.total()) == null) {
                    long newsFrom = Math.max(totalAtStart, milestones.totalWhenMet(one.total()));
                    boolean isNews =
                            isInPlan(one.total()) && (!milestones.isNewInPlan(one.total()) || one.total() > newsFrom);
                    pass(milestones, one, total, isNews);
                    isNew = true;
                }
            }
            watch(milestones, total);
            milestones.total(total);
        } catch (IOException e) {
            errors.record("recording a milestone", e);
        }
        if (isNew) {
            whenPassed.run();
        }
    }

    private boolean isInPlan(long at) {
        return plan.stream().anyMatch(milestone -> milestone.at() == at);
    }

    private void pass(EventMilestones milestones, MilestonePassed one, long total, boolean isNews) throws IOException {
        MilestoneLog.Entry entry = new MilestoneLog.Entry(milestones.event(), one, total);
        boolean isOurs = one.nodeId().equals(node.id());
        boolean isToBeTold = isOurs && isNews && announce != null;
        log.passed(entry, isToBeTold);
        milestones.pass(one, isNews);
        if (isNews) {
            errors.inform(String.format(
                    Locale.ROOT,
                    "milestone %,d of '%s' is passed, at %,d%s",
                    one.total(),
                    milestones.event(),
                    total,
                    isOurs ? "" : "; node " + one.nodeId() + " announces it"));
        }
        if (isToBeTold) {
            announce.accept(entry);
        } else if (isOurs && !isNews) {
            errors.announce("milestone " + one.total() + " was passed before this start: marked, not announced");
        }
    }

    /**
     * Records the milestones that are no longer new in the plan: when one of them is passed from now on, it is news.
     * One that lies below the event's total stays new until the store has decided about it.
     */
    private void watch(EventMilestones milestones, long total) throws IOException {
        for (long at : milestones.newInPlan()) {
            boolean isReached = milestones.reached(at) != null;
            if (!isReached && at > total) {
                log.planned(milestones.event(), at);
            }
            if (isReached || at > total) {
                milestones.watch(at);
            }
        }
    }

    /**
     * Returns an event's milestones; the first call for an event marks what the node's own counts had passed before the
     * start.
     */
    private EventMilestones of(String event) {
        EventMilestones known = byEvent.get(event);
        if (known != null) {
            return known;
        }
        EventMilestones milestones = new EventMilestones(event, log.known(event));
        byEvent.put(event, milestones);
        plan.stream().map(Milestone::at).filter(at -> !log.isPlanned(event, at)).forEach(milestones::meet);
        try {
            for (long at : milestones.newInPlan()) {
                if (at <= node.total(event)) {
                    pass(milestones, new MilestonePassed(at, node.startedMs(), node.id()), node.total(event), false);
                }
            }
            if (!node.totals().containsKey(event)) {
                watch(milestones, 0);
            }
        } catch (IOException e) {
            errors.record("recording a milestone", e);
        }
        return milestones;
    }
}
