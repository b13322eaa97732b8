package junretsu.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The counts of a service as a store knows them.
 *
 * @param service which counts them; two services may have an event of one name
 * @param names of the counts in their order, each a word; what outside systems read them by
 * @param summed how many of them, from the first on, make up the event's total
 */
public record CountNames(String service, List<String> names, int summed) {
    /** 256 buttons, 0 to 255, which all make up the total. */
    public static final CountNames BUTTONS = new CountNames(
            "votes", IntStream.range(0, 256).mapToObj(Integer::toString).toList(), 256);

    public CountNames {
        names = List.copyOf(names);
        assert summed <= names.size() : summed + " of " + names.size();
    }

    public int size() {
        return names.size();
    }

    /** The part of these counts that makes up the total. */
    public long total(long[] counts) {
        return Arrays.stream(counts, 0, summed).sum();
    }
}
