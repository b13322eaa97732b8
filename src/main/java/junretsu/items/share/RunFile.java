package junretsu.items.share;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
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
        Path fresh = directory.resolve(NAME + ".new");
        try {
            String previous = Files.exists(file) ? Files.readString(file).trim() : "-";
            String word = String.format("%016x", new SecureRandom().nextLong());
            try (var out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                out.write(StandardCharsets.US_ASCII.encode(word + '\n'));
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new RunFile(word, previous);
        } catch (IOException e) {
            throw StartException.of("cannot write " + file, e);
        }
    }
}
