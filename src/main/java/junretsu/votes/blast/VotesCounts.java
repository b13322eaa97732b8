package junretsu.votes.blast;

import java.util.Map;
import junretsu.text.JsonReader;
import junretsu.votes.VoteWire;

/**
 * What a server says that it has counted, since its counter file was made.
 *
 * @param buttons votes, 256 cells
 * @param total their sum
 * @param rejected votes for buttons that the event does not have
 * @param dropped packets that the kernel threw away
 */
public record VotesCounts(long[] buttons, long total, long rejected, long dropped) {

    /** @throws IllegalArgumentException when this is not what a votes server shows */
    static VotesCounts parse(String json) {
        Map<String, Object> fields = JsonReader.readObject(json);
        long[] buttons = new long[VoteWire.BUTTONS];
        if (!(fields.get("buttons") instanceof Map<?, ?> votes)) {
            throw new IllegalArgumentException("it has no field 'buttons'");
        }
        votes.forEach((button, count) -> buttons[Integer.parseInt((String) button)] = (Long) count);
        return new VotesCounts(buttons, number(fields, "total"), number(fields, "rejected"), number(fields, "dropped"));
    }

    /** Whether nothing arrived between the two. */
    boolean isSame(VotesCounts other) {
        return total == other.total && rejected == other.rejected && dropped == other.dropped;
    }

    private static long number(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof Long value) {
            return value;
        }
        throw new IllegalArgumentException("it has no number '" + name + "'");
    }
}
