package junretsu.service.milestones;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import junretsu.net.hook.Message;
import junretsu.store.Milestone;
import junretsu.text.JsonWriter;

/**
 * The message about a milestone that a webhook gets, in JSON:
 *
 * <pre>
 *   event      the event's name, or its round's
 *   milestone  the total that was passed
 *   effect     as in confetti; null when the milestone has been taken out of the plan since
 *   total      the event's total as first seen with the milestone passed
 *   time       when it was passed, ISO 8601 in UTC
 *   time_ms    the same in unix milliseconds
 *   id         EVENT:MILESTONE, the same in each message about it, whichever server sends it and however often
 * </pre>
 *
 * All but {@code time} are also in the message on Redis's channel, under the same names.
 *
 * @param plan where the milestone's effect is looked up
 * @param log which holds the message until it is settled
 */
public record MilestoneMessage(MilestoneLog.Entry entry, List<Milestone> plan, MilestoneLog log) implements Message {

    @Override
    public String json() {
        long at = entry.reached().total();
        long passedAtMs = entry.reached().passedAtMs();
        String effect = plan.stream()
                .filter(milestone -> milestone.at() == at)
                .map(Milestone::effect)
                .findFirst()
                .orElse(null);
        return new JsonWriter()
                .beginObject()
                .field("event", entry.event())
                .field("milestone", at)
                .field("effect", effect)
                .field("total", entry.total())
                .field("time", Instant.ofEpochMilli(passedAtMs).toString())
                .field("time_ms", passedAtMs)
                .field("id", entry.event() + ":" + at)
                .endObject()
                .toString();
    }

    @Override
    public String name() {
        return "the message about milestone " + entry.reached().total();
    }

    @Override
    public void settle(boolean isDelivered) throws IOException {
        log.settle(entry, isDelivered);
    }
}
