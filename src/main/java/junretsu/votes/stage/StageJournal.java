package junretsu.votes.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import junretsu.base.TextFile;
import junretsu.store.Milestone;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;
import junretsu.text.JsonWriter;

/**
 * Every change of the stage, in the file {@code journal} of the data directory: a JSON object a line with {@code time},
 * {@code version}, {@code what}, {@code by}, {@code old} and {@code new}. The last {@value #LINES_MAX} lines are kept:
 * twice as many in the file, which then begins anew with half of them. Methods may be called by any thread; {@link
 * #add} waits for the disk.
 */
final class StageJournal {
    static final int LINES_MAX = 1_000;
    private static final int TEXT_MAX = 1_000;
    private static final String NAME = "journal";

    private final Path path;
    private final Deque<String> lines = new ArrayDeque<>();
    private int inFile;
    private boolean isTorn;

    private StageJournal(Path path) {
        this.path = path;
    }

    /**
     * Opens the journal of a data directory. A line that a crash or a full disk cut short is left out, and leaves the
     * file with the next change: a start writes nothing, so that a full disk does not forbid it.
     */
    static StageJournal open(Path directory) throws IOException {
        StageJournal journal = new StageJournal(directory.resolve(NAME));
        if (Files.exists(journal.path)) {
            String text = new String(Files.readAllBytes(journal.path), StandardCharsets.UTF_8);
            String ended = text.substring(0, text.lastIndexOf('\n') + 1);
            ended.lines().filter(StageJournal::isWhole).forEach(journal::keep);
            journal.isTorn = ended.length() < text.length()
                    || journal.inFile < ended.lines().count();
        }
        return journal;
    }

    private static boolean isWhole(String line) {
        try {
            return !JsonReader.readObject(line).isEmpty();
        } catch (JsonException e) {
            return false;
        }
    }

    /**
     * Adds a line for each field that a change made another of.
     *
     * @throws IOException when they could not be written; the next call that can writes them, too
     */
    synchronized void add(Stage before, Stage after, String by, long nowMs) throws IOException {
        Map<String, String> old = texts(before);
        StringBuilder more = new StringBuilder();
        for (Map.Entry<String, String> field : texts(after).entrySet()) {
            String was = old.get(field.getKey());
            if (!was.equals(field.getValue())) {
                String line = new JsonWriter()
                        .beginObject()
                        .field("time", Instant.ofEpochMilli(nowMs).toString())
                        .field("version", after.version())
                        .field("what", field.getKey())
                        .field("by", by)
                        .field("old", cut(was))
                        .field("new", cut(field.getValue()))
                        .endObject()
                        .toString();
                keep(line);
                more.append(line).append('\n');
            }
        }
        boolean isWholeFile = !isTorn && inFile <= 2 * LINES_MAX;
        isTorn = true;
        if (isWholeFile) {
            Files.writeString(path, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            rewrite();
        }
        isTorn = false;
    }

    /** The lines that are kept, the newest first. */
    synchronized List<String> newest() {
        List<String> all = new ArrayList<>(lines);
        Collections.reverse(all);
        return all;
    }

    private void keep(String line) {
        lines.add(line);
        inFile++;
        if (lines.size() > LINES_MAX) {
            lines.remove();
        }
    }

    private void rewrite() throws IOException {
        TextFile.replace(path, lines.stream().map(line -> line + '\n').collect(Collectors.joining()));
        inFile = lines.size();
    }

    /** The fields of a stage as a reader wants them: labels and milestones as the flags have them. */
    private static Map<String, String> texts(Stage stage) {
        Stage.Played effect = stage.effect();
        return Map.of(
                "title",
                stage.title(),
                "round",
                stage.round(),
                "voting",
                stage.isOpen() ? "open" : "closed",
                "result",
                stage.result().word(),
                "labels",
                stage.labels().entrySet().stream().map(StageJournal::text).collect(Collectors.joining(", ")),
                "milestones",
                stage.milestones().stream().map(StageJournal::text).collect(Collectors.joining(", ")),
                "effect",
                effect == null ? "" : effect.name() + " (" + effect.n() + ")");
    }

    private static String text(Map.Entry<Integer, Label> entry) {
        Label label = entry.getValue();
        return entry.getKey() + "=" + label.text() + (label.colour() == null ? "" : ":" + label.colour());
    }

    private static String text(Milestone milestone) {
        return milestone.at() + "=" + milestone.effect();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= TEXT_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, TEXT_MAX)) + "…";
    }
}
