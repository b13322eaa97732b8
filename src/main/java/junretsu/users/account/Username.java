package junretsu.users.account;

/** The one form of a user's name under which it is stored, compared, limited and cached. */
public final class Username {
    public static final int CHARACTERS_MAX = 30;

    /** A sentence for people, without a full stop. */
    public static final String RULE =
            "a username has 1 to " + CHARACTERS_MAX + " letters a to z, digits, dots, underscores and hyphens";

    private static final int LOWER = 'a' - 'A';

    private Username() {}

    /**
     * Folds upper case.
     *
     * @return null when it is no name of 1 to 30 ASCII letters, digits, dots, underscores and hyphens
     */
    public static String fold(String text) {
        if (text.isEmpty() || text.length() > CHARACTERS_MAX) {
            return null;
        }
        boolean isFolded = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUpper(c)) {
                isFolded = false;
            } else if (!isOfFolded(c)) {
                return null;
            }
        }
        return isFolded ? text : lower(text);
    }

    private static String lower(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            if (isUpper(folded[i])) {
                folded[i] += LOWER;
            }
        }
        return new String(folded);
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isOfFolded(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }
}
