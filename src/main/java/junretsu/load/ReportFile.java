package junretsu.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import junretsu.load.page.Quantity;
import junretsu.text.JsonReader;

/**
 * A report that a blast wrote with {@code --json}, as it is read again. Immutable.
 *
 * @param name of the file
 * @param verb of the blast
 * @param facts settings with their dashes, then machine and version
 * @param grade how it ended, in the word of {@link Conclusion.Grade}
 * @param figures by name, in the order of the report
 */
public record ReportFile(
        String name, String verb, Map<String, String> facts, String grade, Map<String, Figure> figures) {

    /** @throws StartException when the file cannot be read, or is no such report */
    public static ReportFile read(Path file) throws StartException {
        String name = file.getFileName().toString();
        try {
            return parse(name, Files.readString(file));
        } catch (IOException e) {
            throw new StartException("cannot read " + file + ": " + IoReason.of(e), e);
        } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw new StartException(
                    file + " is no report of this program: give files that 'junretsu blast ... --json' wrote", e);
        }
    }

    static ReportFile parse(String name, String json) {
        Map<String, Object> fields = JsonReader.readObject(json);
        if (!(fields.get("format") instanceof Long format) || format != ReportPage.FORMAT) {
            throw new IllegalArgumentException("its format is another version's");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        object(fields, "settings").forEach((flag, value) -> put(facts, "--" + flag, value));
        object(fields, "machine").forEach((fact, value) -> put(facts, (String) fact, value));
        put(facts, "version", fields.get("version"));
        Map<String, Figure> figures = new LinkedHashMap<>();
        object(fields, "figures").forEach((figure, value) -> figures.put((String) figure, figure(figure, value)));
        String grade = text(object(fields, "conclusion"), "grade");
        if (Stream.of(Conclusion.Grade.values()).noneMatch(known -> known.word().equals(grade))) {
            throw new IllegalArgumentException("no load ends with '" + grade + "'");
        }
        return new ReportFile(name, text(fields, "blast"), facts, grade, figures);
    }

    /** Returns whether it was stopped, so that it proves nothing. */
    boolean isInterrupted() {
        return ended(Conclusion.Grade.INTERRUPTED);
    }

    /** Returns whether it ended so. */
    boolean ended(Conclusion.Grade how) {
        return how.word().equals(grade);
    }

    private static Figure figure(Object name, Object value) {
        Map<?, ?> fields = new TreeMap<>((Map<?, ?>) value);
        return new Figure(
                (String) name,
                text(fields, "label"),
                Quantity.valueOf(text(fields, "quantity").toUpperCase(Locale.ROOT)),
                ((Number) fields.get("value")).doubleValue(),
                Figure.Better.valueOf(text(fields, "better").toUpperCase(Locale.ROOT)));
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("it has no '" + name + "'");
    }

    private static Map<?, ?> object(Map<String, Object> fields, String name) {
        return (Map<?, ?>) fields.get(name);
    }

    private static void put(Map<String, String> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
