package junretsu.jobs.blast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import junretsu.jobs.JobWire;

/** The callers on whose behalf jobs are posted: a new one for each job, or a few in turn by their shares. Immutable. */
final class CallerMix {
    private static final int CALLERS_MAX = 1_000_000;
    private static final String ACCEPTED = "random for a new caller with each job, a number of callers from 1 to "
            + CALLERS_MAX + ", or names of ASCII with their shares, such as anna:500,ben:1";

    private final String text;

    /** Empty for random ones. */
    private final List<String> names;

    /** The position in a turn behind each name's share. */
    private final int[] ends;

    private CallerMix(String text, List<String> names, int[] ends) {
        this.text = text;
        this.names = List.copyOf(names);
        this.ends = ends.clone();
    }

    /**
     * Returns the callers that a text such as {@code random}, {@code 100} or {@code anna:500,ben} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    static CallerMix parse(String text) {
        if (text.equals("random")) {
            return new CallerMix(text, List.of(), new int[0]);
        }
        List<String> names = new ArrayList<>();
        List<Integer> shares = new ArrayList<>();
        if (text.matches("\\d+")) {
            int count = share(text);
            for (int i = 0; i < count; i++) {
                names.add("caller-" + i);
                shares.add(1);
            }
        } else {
            for (String part : text.split(",", -1)) {
                int colon = part.lastIndexOf(':');
                names.add(name(colon < 0 ? part : part.substring(0, colon)));
                shares.add(colon < 0 ? 1 : share(part.substring(colon + 1)));
            }
        }
        return new CallerMix(text, names, ends(shares));
    }

    /**
     * The caller of a job.
     *
     * @param index of the job, from 0: after as many jobs as all shares together each name has had exactly its share
     */
    String caller(long index, SplittableRandom random) {
        if (names.isEmpty()) {
            return "caller-" + HexFormat.of().toHexDigits(random.nextLong());
        }
        int position = (int) (index % ends[ends.length - 1]);
        int found = Arrays.binarySearch(ends, position + 1);
        return names.get(found < 0 ? -found - 1 : found);
    }

    /** The callers for people. */
    @Override
    public String toString() {
        if (names.isEmpty()) {
            return "a new caller each";
        }
        return text.matches("\\d+") ? text + " callers" : "callers " + text;
    }

    private static int[] ends(List<Integer> shares) {
        int[] ends = new int[shares.size()];
        long sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += shares.get(i);
            if (sum > CALLERS_MAX) {
                throw new IllegalArgumentException(ACCEPTED);
            }
            ends[i] = (int) sum;
        }
        return ends;
    }

    private static int share(String text) {
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > CALLERS_MAX) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return Integer.parseInt(text);
    }

    private static String name(String text) {
        boolean isVisible = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isVisible || text.isEmpty() || text.length() > JobWire.CALLER_BYTES_MAX) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return text;
    }
}
