package junretsu.tally;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.config.StartException;

/**
 * The directory of a node's files, and the note of who has it. The note locks nothing: it can be removed at any time.
 */
public final class DataDirectory {
    private static final String HOLDER_FILE = "lock";

    private DataDirectory() {}

    /** @throws StartException when there is a file of that name, or the disk does not let it be made */
    public static void make(Path directory) throws StartException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new StartException("--data " + directory + " is a file; give a directory", e);
        } catch (IOException e) {
            throw StartException.of("cannot make the directory --data " + directory, e);
        }
        if (!Files.isWritable(directory)) {
            throw new StartException("the directory --data " + directory + " may not be written");
        }
    }

    /** Notes that this process has the directory; on a full disk there is no note. */
    public static void noteHolder(Path directory) {
        try {
            Files.writeString(
                    directory.resolve(HOLDER_FILE), ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            return;
        }
    }

    /** A refusal that names the process that has the directory, where that is known. */
    public static StartException inUse(Path directory) {
        return new StartException("the data directory " + directory + " is in use by another server" + holder(directory)
                + "; stop that one, or give this one its own --data directory");
    }

    /** The process that has the directory, as in {@code  (process 7)}; empty when it is unknown. */
    public static String holder(Path directory) {
        try {
            return " (process "
                    + Long.parseLong(
                            Files.readString(directory.resolve(HOLDER_FILE)).strip()) + ")";
        } catch (IOException | NumberFormatException e) {
            return "";
        }
    }
}
