package junretsu.votes.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.base.TextFile;
import junretsu.config.StartException;
import junretsu.store.Milestone;
import junretsu.text.JsonWriter;
import junretsu.votes.VoteWire;
import junretsu.web.BadRequest;

/**
 * The stage of a node, in the file {@code stage} of its data directory: three JSON objects, a line each: the stage, the
 * labels and milestones that the flags said last, and the labels of rounds that have ended, which a file of before may
 * lack. Written as a whole beside it and moved into its place, so that a crash leaves the old one or the new one. One
 * thread at a time; any may ask for the past.
 */
final class StageFile {
    private static final String NAME = "stage";

    private final Path path;

    /** The stage that the file holds; null before it was read or written. */
    private Stage held;

    private volatile PastLabels past = PastLabels.NONE;

    /** @param flags the labels and milestones of the flags, the only fields of it that mean something */
    record Contents(Stage stage, StageChange flags) {}

    StageFile(Path directory) {
        path = directory.resolve(NAME);
    }

    /**
     * Returns null when there is no such file.
     *
     * @throws StartException when it is not a stage; its message says what to do
     */
    Contents read() throws IOException, StartException {
        if (Files.notExists(path)) {
            return null;
        }
        List<String> lines = Files.readAllLines(path);
        try {
            Contents contents = new Contents(stage(lines.get(0)), flags(StageFields.of(lines.get(1))));
            past = lines.size() > 2 ? PastLabels.parse(lines.get(2), VoteWire.BUTTONS) : PastLabels.NONE;
            held = contents.stage();
            return contents;
        } catch (RuntimeException e) {
            throw new StartException(path + " is not the stage of an event: " + e.getMessage() + "; move it away", e);
        }
    }

    /** The labels of rounds that have ended. */
    PastLabels past() {
        return past;
    }

    /** Returns once the file is on the disk. */
    void write(Contents contents) throws IOException {
        Stage next = contents.stage();
        boolean isOtherRound = held != null && !held.round().equals(next.round());
        PastLabels now = isOtherRound ? past.with(held.round(), held.labels()) : past;
        JsonWriter flags = new JsonWriter().beginObject();
        Stage.first("", contents.flags().labels(), contents.flags().milestones())
                .write(flags);
        TextFile.replace(path, next.json() + '\n' + flags.endObject() + '\n' + now.json() + '\n');
        held = next;
        past = now;
    }

    /** @throws RuntimeException when it is not the JSON of a stage */
    static Stage stage(String json) {
        StageFields fields = StageFields.of(json);
        return new Stage(
                required(fields.version()),
                required(fields.title()),
                required(fields.round()),
                required(fields.voting()),
                required(fields.result()),
                required(fields.labels(VoteWire.BUTTONS)),
                required(fields.milestones()),
                fields.played());
    }

    private static StageChange flags(StageFields fields) {
        Map<Integer, Label> labels = required(fields.labels(VoteWire.BUTTONS));
        List<Milestone> milestones = required(fields.milestones());
        return StageChange.flags(labels, milestones);
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw new BadRequest("a field is missing");
        }
        return value;
    }
}
