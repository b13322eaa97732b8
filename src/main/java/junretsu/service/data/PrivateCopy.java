package junretsu.service.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import junretsu.base.TemporaryFolder;
import junretsu.config.StartException;

/**
 * A copy of files in a directory of its own, for readers that put files right as they open them. One thread.
 *
 * <p>The files are copied in the order in which they are named. Of files that a server writes meanwhile, the one that
 * others speak of comes last: what they say of it then holds.
 */
public final class PrivateCopy implements Closeable {
    private final Path original;
    private final TemporaryFolder folder;

    private PrivateCopy(Path original, TemporaryFolder folder) {
        this.original = original;
        this.folder = folder;
    }

    /** Copies those of the named files that are there. */
    public static PrivateCopy of(Path original, List<String> names) throws IOException {
        PrivateCopy copy = new PrivateCopy(original, TemporaryFolder.make("junretsu-data"));
        try {
            for (String name : names) {
                copy.take(name);
            }
            return copy;
        } catch (IOException e) {
            copy.close();
            throw e;
        }
    }

    private void take(String name) throws IOException {
        try {
            Files.copy(original.resolve(name), directory().resolve(name));
        } catch (NoSuchFileException e) {
            // one that is not there, or was deleted by now
        }
    }

    public Path directory() {
        return folder.path();
    }

    /** Reads the copy, and returns what it found. */
    @FunctionalInterface
    public interface Reader<T> {
        T read() throws IOException, StartException;
    }

    /** Reads the copy; what is thrown names the original. */
    public <T> T read(Reader<T> reader) throws IOException, StartException {
        try {
            return reader.read();
        } catch (StartException e) {
            throw new StartException(originalNames(e.getMessage()), e);
        } catch (IOException e) {
            throw new IOException(originalNames(String.valueOf(e.getMessage())), e);
        }
    }

    /** Checks the copy; what is thrown names the original. */
    public void check(FileReport.Check check) throws IOException, StartException {
        read(() -> {
            check.run();
            return null;
        });
    }

    private String originalNames(String sentence) {
        return sentence.replace(directory().toString(), original.toString());
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
