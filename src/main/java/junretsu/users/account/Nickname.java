package junretsu.users.account;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules for the name that others see: Unicode in NFC, 1 to 30 grapheme clusters, so what a person takes for a
 * character. May be called by any thread.
 */
public final class Nickname {
    public static final int CLUSTERS_MAX = 30;

    /** In code points and after NFC; a cluster may hold any number of combining marks. */
    public static final int CODE_POINTS_MAX = 120;

    /** An extended grapheme cluster (Unicode Standard Annex 29). */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** The reason why a text is no nickname. */
    public enum Problem {
        EMPTY("a nickname has at least one character that can be seen"),
        TOO_LONG("a nickname has at most " + CLUSTERS_MAX + " characters"),
        NOT_TEXT("a nickname is text of whole Unicode characters"),
        CONTROL("a nickname has no line breaks, control characters, or characters that change the direction of text");

        private final String sentence;

        Problem(String sentence) {
            this.sentence = sentence;
        }

        /** A sentence for people, without a full stop. */
        public String sentence() {
            return sentence;
        }
    }

    private Nickname() {}

    /** The reason why a text is no nickname; null when it is one. */
    public static Problem problem(String text) {
        if (text.length() > 4 * CODE_POINTS_MAX) {
            return Problem.TOO_LONG;
        }
        boolean isVisible = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (isNoCharacter(c)) {
                return Problem.NOT_TEXT;
            }
            if (isControl(c)) {
                return Problem.CONTROL;
            }
            isVisible |= isVisible(c);
        }
        if (!isVisible) {
            return Problem.EMPTY;
        }
        return isTooLong(normalized(text)) ? Problem.TOO_LONG : null;
    }

    /** The form in which a nickname is stored. */
    public static String normalized(String nickname) {
        return Normalizer.normalize(nickname, Normalizer.Form.NFC);
    }

    private static boolean isTooLong(String normalized) {
        if (normalized.codePointCount(0, normalized.length()) > CODE_POINTS_MAX) {
            return true;
        }
        int clusters = 0;
        for (Matcher cluster = CLUSTER.matcher(normalized); cluster.find(); ) {
            clusters++;
        }
        return clusters > CLUSTERS_MAX;
    }

    /** Half of a surrogate pair, or one of the 66 code points that will never be characters. */
    private static boolean isNoCharacter(int c) {
        return Character.getType(c) == Character.SURROGATE || (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
    }

    /** Control characters, line and paragraph separators, and Bidi_Control (Unicode's PropList.txt). */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                c == 0x061c || c == 0x200e || c == 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        };
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR, Character.FORMAT, Character.UNASSIGNED -> false;
            default -> c != 0x3164 && c != 0x115f && c != 0x1160 && c != 0xffa0;
        };
    }
}
