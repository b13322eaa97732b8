package junretsu.votes.stage;

import java.util.regex.Pattern;

/**
 * The name of a button.
 *
 * @param text 1 to {@value #TEXT_MAX} characters
 * @param colour as CSS takes it, {@code #rgb}, {@code #rrggbb} or a name; null to let the screen choose
 */
public record Label(String text, String colour) {
    /** Characters of a text at most. */
    public static final int TEXT_MAX = 200;

    /** The colours that are accepted, as a regular expression. */
    public static final String COLOURS = "#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-z]{3,20}";

    private static final Pattern COLOUR = Pattern.compile(COLOURS);

    static boolean isColour(String text) {
        return COLOUR.matcher(text).matches();
    }
}
