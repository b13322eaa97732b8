package junretsu.votes.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.config.StartException;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;

/** The stage of a directory without a desk, read and left as it is. Stateless. */
public final class StageLook {
    private StageLook() {}

    /**
     * Returns the stage; null when there is none.
     *
     * @throws StartException when the file is not a stage; its message says so
     */
    public static Stage of(Path directory) throws IOException, StartException {
        StageFile.Contents contents = new StageFile(directory).read();
        return contents == null ? null : contents.stage();
    }

    /** @throws IOException naming the first line of the journal that is no change of the stage */
    public static void readJournal(Path journal) throws IOException {
        String text = Files.readString(journal);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonReader.readObject(lines.get(i));
            } catch (JsonException e) {
                throw new IOException(journal + " is not a journal of the stage: see its line " + (i + 1), e);
            }
        }
    }
}
