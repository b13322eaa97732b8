package junretsu.service.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import junretsu.config.StartException;

/**
 * The files of a service as they lie on the disk, read with the service's own readers and left as they are. Stateless;
 * any thread may call.
 */
public interface KeptData {
    /** The service's name, as in {@code votes}. */
    String service();

    /** Tells whether a path, of a directory or a file, is data of this service. */
    boolean isAt(Path path) throws IOException;

    /**
     * Tells whether a path that somebody names may be data of this service of which nothing is whole yet, too little to
     * be found as such in a folder.
     */
    default boolean mayBeBegunAt(Path path) throws IOException {
        return false;
    }

    /** The files of which a server that runs holds a lock on one or more; any of them may be missing. */
    List<Path> lockedFiles(Path path);

    /**
     * Looks at the data, also while a server writes it.
     *
     * @throws StartException when a file is damaged or of another version; its message is a sentence
     */
    DataLook look(Path path) throws IOException, StartException;

    /**
     * Hands over all rows, while no server runs.
     *
     * @throws StartException when a file is damaged or of another version; its message is a sentence
     */
    void export(Path path, TableSink sink) throws IOException, StartException;

    /** Checks each file, while no server runs; what is wrong goes to the report. */
    void verify(Path path, FileReport report) throws IOException;
}
