package junretsu.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text for people while it is written, line by line. Not thread-safe. */
public class TextLines {
    private final List<String> lines = new ArrayList<>();

    /**
     * Adds a line.
     *
     * @param format as {@link String#format} takes it
     */
    public final void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    /** The lines; no line break at the end. */
    @Override
    public final String toString() {
        return String.join("\n", lines);
    }
}
