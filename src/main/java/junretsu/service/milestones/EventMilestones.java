package junretsu.service.milestones;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import junretsu.store.MilestonePassed;

/** The milestones of one event. One thread at a time. */
final class EventMilestones {
    private final String event;
    private final Map<Long, MilestonePassed> reached = new TreeMap<>();
    private final Set<Long> unannounced = new TreeSet<>();
    private final Map<Long, Long> newInPlan = new TreeMap<>();
    private long total;

    /** @param known what had been passed when the server started, or before the event began */
    EventMilestones(String event, Collection<MilestonePassed> known) {
        this.event = event;
        known.forEach(one -> reached.put(one.total(), one));
    }

    String event() {
        return event;
    }

    /** The milestones that were passed, the lowest first. */
    List<MilestonePassed> known() {
        return List.copyOf(reached.values());
    }

    /** The moment at which a milestone was passed; null when it was not. */
    MilestonePassed reached(long at) {
        return reached.get(at);
    }

    boolean isAnnounced(long at) {
        return reached.containsKey(at) && !unannounced.contains(at);
    }

    /** @param isNews whether it was passed while somebody waited for it */
    void pass(MilestonePassed one, boolean isNews) {
        reached.put(one.total(), one);
        if (!isNews) {
            unannounced.add(one.total());
        }
    }

    /** Takes a milestone of the plan that no server of this node has watched for, unless it was passed already. */
    void meet(long at) {
        if (!reached.containsKey(at)) {
            newInPlan.put(at, total);
        }
    }

    /** Watches for a milestone from now on: it is no longer new in the plan. */
    void watch(long at) {
        newInPlan.remove(at);
    }

    boolean isNewInPlan(long at) {
        return newInPlan.containsKey(at);
    }

    /** The event's total when a milestone came into the plan; 0 for one of the start or that is not new. */
    long totalWhenMet(long at) {
        return newInPlan.getOrDefault(at, 0L);
    }

    /** Takes note of the event's total. */
    void total(long now) {
        total = now;
    }

    /** The lowest first; the caller's own. */
    List<Long> newInPlan() {
        return List.copyOf(newInPlan.keySet());
    }
}
