package junretsu.cli;

import java.util.Comparator;
import java.util.stream.Stream;

/** The known name nearest to a mistyped one. */
final class Suggestion {
    /** Further apart than this, or than half of what was typed, a guess only confuses. */
    private static final int DISTANCE_MAX = 3;

    private Suggestion() {}

    /** @return {@code " (did you mean NAME?)"}, or nothing when no name is near */
    static String of(String typed, Stream<String> known) {
        return of(typed, known, "");
    }

    static String of(String typed, Stream<String> known, String prefix) {
        int distanceMax = Math.min(DISTANCE_MAX, typed.length() / 2);
        return known.filter(name -> distance(typed, name) <= distanceMax)
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .map(name -> " (did you mean " + prefix + name + "?)")
                .orElse("");
    }

    /** Levenshtein's: how many letters must be put in, left out or changed. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
