package junretsu.votes.stage;

import java.util.Map;
import java.util.regex.Pattern;
import junretsu.text.JsonWriter;

/**
 * The name of a button.
 *
 * @param text 1 to {@value #TEXT_MAX} characters, none of them for control, and no blanks around it
 * @param colour as CSS takes it, {@code #rgb}, {@code #rrggbb} or a name; null to let the screen choose
 */
public record Label(String text, String colour) {
    /** Characters of a text at most. */
    public static final int TEXT_MAX = 200;

    /** The colours that are accepted, as a regular expression. */
    public static final String COLOURS = "#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-z]{3,20}";

    private static final Pattern COLOUR = Pattern.compile(COLOURS);

    /** Returns a text as a label has it, without blanks around it; null for one that no label can have. */
    public static String text(String given) {
        String text = given.strip();
        boolean isText = !text.isEmpty()
                && text.codePointCount(0, text.length()) <= TEXT_MAX
                && text.chars().noneMatch(Character::isISOControl);
        return isText ? text : null;
    }

    /** Writes the field {@code labels} into the object that is open. */
    public static void write(JsonWriter json, Map<Integer, Label> labels) {
        writeFields(json.beginObject("labels"), labels);
        json.endObject();
    }

    /** Writes labels into the object that is open, a field for each button. */
    public static void writeFields(JsonWriter json, Map<Integer, Label> labels) {
        labels.forEach((button, label) -> json.beginObject(Integer.toString(button))
                .field("text", label.text())
                .field("colour", label.colour())
                .endObject());
    }

    static boolean isColour(String text) {
        return COLOUR.matcher(text).matches();
    }
}
