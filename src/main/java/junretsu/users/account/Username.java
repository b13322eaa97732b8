package junretsu.users.account;

import java.util.Locale;
import java.util.regex.Pattern;

/** The one form of a user's name under which it is stored, compared, limited and cached. */
public final class Username {
    public static final int CHARACTERS_MAX = 30;

    private static final Pattern FOLDED = Pattern.compile("[a-z0-9._-]{1," + CHARACTERS_MAX + "}");

    private Username() {}

    /**
     * Folds upper case.
     *
     * @return null when it is no name of 1 to 30 ASCII letters, digits, dots, underscores and hyphens
     */
    public static String fold(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return text.length() <= CHARACTERS_MAX && FOLDED.matcher(folded).matches() ? folded : null;
    }
}
