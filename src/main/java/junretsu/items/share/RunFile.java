package junretsu.items.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import junretsu.base.TextFile;
import junretsu.config.StartException;

/**
 * The word of a run, in a file of its node's directory; under it Redis has the run's cursors. The next run goes on from
 * them. A directory that was put back has the word of a run that is no more, and ships all that it has.
 *
 * @param word of this run: 16 characters of 0-9 and a-f
 * @param previous of the run before it, {@code -} when there was none
 */
record RunFile(String word, String previous) {
    private static final String NAME = "redis-run";

    /** Puts a new word in the place of the last one. */
    static RunFile next(Path directory) throws StartException {
        Path file = directory.resolve(NAME);
        try {
            String previous = Files.exists(file) ? Files.readString(file).trim() : "-";
            String word = String.format("%016x", new SecureRandom().nextLong());
            TextFile.replace(file, word + "\n");
            return new RunFile(word, previous);
        } catch (IOException e) {
            throw StartException.of("cannot write " + file, e);
        }
    }
}
