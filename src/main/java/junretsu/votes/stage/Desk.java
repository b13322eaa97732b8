package junretsu.votes.stage;

import java.io.IOException;
import java.nio.file.Path;
import junretsu.config.StartException;
import junretsu.votes.rounds.RoundLog;

/**
 * The stage of an event at this node. Methods may be called by any thread; {@link #current} never waits for the disk,
 * the others may.
 */
public final class Desk {
    private final StageFile file;
    private final RoundLog rounds;
    private StageChange flags;

    /** Replaced as a whole under the lock; read by any thread. */
    private volatile Stage current;

    private Desk(StageFile file, RoundLog rounds, StageFile.Contents contents) {
        this.file = file;
        this.rounds = rounds;
        this.current = contents.stage();
        this.flags = contents.flags();
    }

    /**
     * Opens the stage of a data directory, making the first one from the flags.
     *
     * @param flags the labels and milestones that they say
     * @throws StartException when the file is not a stage; its message is a sentence
     */
    public static Desk open(Path directory, RoundLog rounds, StageChange flags) throws IOException, StartException {
        StageFile file = new StageFile(directory);
        StageFile.Contents found = file.read();
        if (found == null) {
            Stage first = Stage.first(rounds.current().name(), flags.labels(), flags.milestones());
            found = new StageFile.Contents(first, flags);
            file.write(found);
        }
        return new Desk(file, rounds, found);
    }

    /** The stage at this moment. */
    public Stage current() {
        return current;
    }
}
