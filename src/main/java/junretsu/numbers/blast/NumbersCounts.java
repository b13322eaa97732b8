package junretsu.numbers.blast;

import java.util.Map;
import junretsu.text.JsonReader;

/**
 * What a server says that it has counted since its start.
 *
 * @param received numbers, new or not
 * @param unique numbers that were new
 * @param duplicates numbers that were not
 * @param rejected lines that were no number
 */
public record NumbersCounts(long received, long unique, long duplicates, long rejected) {

    /** @throws IllegalArgumentException when this is not what a numbers server shows */
    static NumbersCounts parse(String json) {
        Map<String, Object> fields = JsonReader.readObject(json);
        return new NumbersCounts(
                number(fields, "received"),
                number(fields, "unique"),
                number(fields, "duplicates"),
                number(fields, "rejected"));
    }

    NumbersCounts since(NumbersCounts before) {
        return new NumbersCounts(
                received - before.received,
                unique - before.unique,
                duplicates - before.duplicates,
                rejected - before.rejected);
    }

    private static long number(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof Long value) {
            return value;
        }
        throw new IllegalArgumentException("it has no number '" + name + "'");
    }
}
