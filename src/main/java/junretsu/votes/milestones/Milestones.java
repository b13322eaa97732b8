package junretsu.votes.milestones;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import junretsu.store.Milestone;
import junretsu.store.MilestonePassed;

/**
 * Which milestones the events of this server have passed. The store decides; this board writes it down, then shows it, then
 * hands what this node is to announce on. Written by the flusher, read by any thread.
 */
public final class Milestones {
    private final List<Milestone> plan;
    private final MilestoneLog log;
    private final String nodeId;
    private final Consumer<MilestoneLog.Entry> announce;
    private final Runnable whenPassed;
    private final Map<String, Map<Long, MilestonePassed>> reachedByEvent = new TreeMap<>();

    /**
     * @param announce called with each milestone that this node is to announce, in their order; null when there is nobody to tell
     * @param whenPassed called when any milestone was passed, whoever announces it
     */
    public Milestones(
            List<Milestone> plan,
            MilestoneLog log,
            String nodeId,
            Consumer<MilestoneLog.Entry> announce,
            Runnable whenPassed) {
        this.plan = plan;
        this.log = log;
        this.nodeId = nodeId;
        this.announce = announce;
        this.whenPassed = whenPassed;
    }

    /** The lowest first. */
    public List<Milestone> plan() {
        return plan;
    }

    /** What is known to have been passed in an event, the lowest first. */
    public synchronized List<MilestonePassed> known(String event) {
        return List.copyOf(of(event).values());
    }

    /** When a milestone was passed in an event; null when it was not. */
    public synchronized MilestonePassed reached(String event, long at) {
        return of(event).get(at);
    }

    /** The lowest milestone that the event has not passed; null when there is none. */
    public synchronized Milestone next(String event) {
        Map<Long, MilestonePassed> reached = of(event);
        return plan.stream()
                .filter(milestone -> !reached.containsKey(milestone.at()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Takes what a store says. When it cannot be written down it is not shown either, and comes again with the next flush.
     *
     * @param reached all that the event has passed, the lowest first
     */
    public synchronized void take(String event, List<MilestonePassed> reached, long total) throws IOException {
        boolean isNew = false;
        for (MilestonePassed one : reached) {
            if (!of(event).containsKey(one.total())) {
                MilestoneLog.Entry entry = new MilestoneLog.Entry(event, one, total);
                log.reached(entry);
                of(event).put(one.total(), one);
                isNew = true;
                if (one.nodeId().equals(nodeId) && announce != null) {
                    announce.accept(entry);
                } else {
                    log.settle(entry, MilestoneLog.Outcome.UNTOLD);
                }
            }
        }
        if (isNew) {
            whenPassed.run();
        }
    }

    private Map<Long, MilestonePassed> of(String event) {
        return reachedByEvent.computeIfAbsent(event, name -> {
            Map<Long, MilestonePassed> byMilestone = new TreeMap<>();
            log.known(name).forEach(one -> byMilestone.put(one.total(), one));
            return byMilestone;
        });
    }
}
