package junretsu.votes.stage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The part of the votes that everybody may see. */
public enum Result {
    /** The total and the votes of each button. */
    LIVE,
    /** The total alone. */
    HIDDEN,
    /** All, and screens show the winner. */
    REVEALED;

    /** The words of all, in their order. */
    static List<String> words() {
        return Arrays.stream(values()).map(Result::word).toList();
    }

    /** The name in lower case, as in {@code live}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
