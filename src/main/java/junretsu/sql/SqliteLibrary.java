package junretsu.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Loads SQLite's native library, which has to be a file for that moment. The driver's own loader leaves a file of 1 MB
 * in the directory of temporary files with each {@code kill -9}; here the file is removed as soon as it is loaded, and
 * one that a kill in between has left beside the database is overwritten by the next start. A process that only reads a
 * database unpacks it among the temporary files: another user may write the directory of the database, and this process
 * is to leave that alone.
 */
final class SqliteLibrary {
    /** A property of the driver: the directory to unpack into. */
    private static final String UNPACK_PROPERTY = "org.sqlite.tmpdir";

    /** Properties of the driver: directory and name of a library that is unpacked already. */
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";

    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    private static boolean isLoaded;

    private SqliteLibrary() {}

    /**
     * Loads it, once in a process.
     *
     * @param database whose directory is tried first; locked by this process
     * @throws StartException when no directory lets it be loaded, or there is none for this machine
     */
    static void load(Path database) throws StartException {
        loadOnce(database);
    }

    /**
     * Loads it from a directory that this user alone may write, among the temporary files; once in a process.
     *
     * @throws StartException when programs may not run from there, or there is none for this machine
     */
    static void loadToLook() throws StartException {
        loadOnce(null);
    }

    /** @param database beside which it is unpacked, if possible; null to do without */
    private static synchronized void loadOnce(Path database) throws StartException {
        if (isLoaded) {
            return;
        }
        try {
            loadFirst(database);
        } catch (NoClassDefFoundError e) {
            throw new StartException(
                    "this jar is without SQLite, which the server needs: build it with org.xerial:sqlite-jdbc", e);
        }
        isLoaded = true;
    }

    private static void loadFirst(Path database) throws StartException {
        if (System.getProperty(PATH_PROPERTY) != null) {
            initialize();
        } else if (System.getProperty(UNPACK_PROPERTY) != null) {
            unpackElsewhere(Path.of(System.getProperty(UNPACK_PROPERTY)), "");
        } else {
            String reason =
                    database == null ? "" : unpack(database.resolveSibling(database.getFileName() + "-" + fileName()));
            if (reason != null) {
                unpackElsewhere(Path.of(System.getProperty("java.io.tmpdir")), reason);
            }
        }
    }

    private static void unpackElsewhere(Path directory, String earlierReason) throws StartException {
        String reason;
        try {
            Path own = Files.createTempDirectory(directory, "junretsu-sqlite-");
            reason = unpack(own.resolve(fileName()));
            Files.deleteIfExists(own);
        } catch (IOException e) {
            reason = directory + ": " + IoReason.of(e);
        }
        if (reason != null) {
            throw new StartException("cannot load SQLite's native library: " + earlierReason
                    + (earlierReason.isEmpty() ? "" : "; ") + reason
                    + ". It has to be unpacked into a directory from which programs may run: name one with java -D"
                    + UNPACK_PROPERTY + "=DIR");
        }
    }

    /** Returns why it did not work; null when the library is loaded. */
    private static String unpack(Path file) throws StartException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + fileName();
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new StartException("this jar has no SQLite for " + OSInfo.getNativeLibFolderPathForCurrentOS()
                        + "; it has it for Linux, macOS and Windows on x86_64 and aarch64. Another one can be named"
                        + " with java -D" + PATH_PROPERTY + "=DIR");
            }
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            System.load(file.toAbsolutePath().toString());
            initialize(file);
            return null;
        } catch (IOException e) {
            return file.getParent() + ": " + IoReason.of(e);
        } catch (UnsatisfiedLinkError e) {
            return e.getMessage();
        } finally {
            remove(file);
        }
    }

    /** Lets the driver find what is loaded: a second load of the same file does nothing. */
    private static void initialize(Path file) throws StartException {
        System.setProperty(PATH_PROPERTY, file.toAbsolutePath().getParent().toString());
        System.setProperty(NAME_PROPERTY, file.getFileName().toString());
        try {
            initialize();
        } finally {
            System.clearProperty(PATH_PROPERTY);
            System.clearProperty(NAME_PROPERTY);
        }
    }

    private static void initialize() throws StartException {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new StartException("cannot load SQLite's native library: " + e.getMessage(), e);
        }
    }

    /** Windows keeps a file that is loaded; the next start overwrites it. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static String fileName() {
        return LibraryLoaderUtil.getNativeLibName();
    }
}
