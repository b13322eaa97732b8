package junretsu.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import junretsu.text.JsonReader;

/** A server's counts by their names, as they stood at one moment, or what came between two. Immutable. */
public final class NamedCounts {
    private final String event;
    private final Map<String, Long> counts;

    private NamedCounts(String event, Map<String, Long> counts) {
        this.event = event;
        this.counts = counts;
    }

    /**
     * Reads what {@code /api/counts} shows.
     *
     * @param names of fields that are a count or an object of counts; member {@code m} of object {@code o} is
     *     {@code o.m}
     * @throws IllegalArgumentException when it is not JSON, or a field is missing, so that it is another service's
     */
    public static NamedCounts parse(String json, List<String> names) {
        Map<String, Object> fields = JsonReader.readObject(json);
        Map<String, Long> counts = new HashMap<>();
        for (String name : names) {
            if (fields.get(name) instanceof Map<?, ?> members) {
                members.forEach((member, value) -> counts.put(name + '.' + member, number(value, name)));
            } else {
                counts.put(name, number(fields.get(name), name));
            }
        }
        return new NamedCounts(fields.get("event") instanceof String event ? event : null, counts);
    }

    /** The name of the event that is counted; null when the server names none. */
    public String event() {
        return event;
    }

    /** The count of that name; 0 for a member that the server did not show. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Returns the counts since an earlier moment; less than 0 where the server was started anew meanwhile. */
    public NamedCounts since(NamedCounts before) {
        Map<String, Long> differences = new HashMap<>(counts);
        before.counts.forEach((name, count) -> differences.merge(name, -count, Long::sum));
        return new NamedCounts(event, differences);
    }

    /** Returns whether nothing was counted between the two. */
    public boolean isSame(NamedCounts other) {
        return Objects.equals(event, other.event)
                && since(other).counts.values().stream().allMatch(count -> count == 0);
    }

    /** Returns whether one of them is less than 0. */
    boolean hasNegative() {
        return counts.values().stream().anyMatch(count -> count < 0);
    }

    private static long number(Object value, String name) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("it has no count '" + name + "'");
    }
}
