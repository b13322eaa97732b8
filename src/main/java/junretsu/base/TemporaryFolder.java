package junretsu.base;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder among the temporary files ({@code java.io.tmpdir}) that its owner alone may read. It is removed with what is
 * in it when it is closed, and when the JVM ends in an orderly way, as by Ctrl-C. Any thread may call.
 */
public final class TemporaryFolder implements Closeable {
    private static final Set<TemporaryFolder> OPEN = ConcurrentHashMap.newKeySet();

    /** Tries at the end of the JVM, while another thread may still write into the folder. */
    private static final int TRIES = 5;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(TemporaryFolder::removeAtTheEnd)));
    }

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Makes one, of mode 0700 where the file system has modes. @param prefix of its name */
    public static TemporaryFolder make(String prefix) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
        OPEN.add(folder);
        return folder;
    }

    public Path path() {
        return path;
    }

    private void removeAtTheEnd() {
        for (int i = 0; i < TRIES; i++) {
            try {
                remove();
                return;
            } catch (IOException e) {
                Thread.onSpinWait(); // a file came in meanwhile: once more
            }
        }
    }

    private void remove() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // it is gone already
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Removes it; a second call does nothing. */
    @Override
    public void close() throws IOException {
        remove();
        OPEN.remove(this);
    }
}
