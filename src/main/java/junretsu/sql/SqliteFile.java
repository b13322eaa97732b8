package junretsu.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import junretsu.config.StartException;
import org.sqlite.SQLiteConfig;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The file of a database and the sessions on it. It has two companions, {@code NAME-wal} with what was committed since
 * the last checkpoint, which belongs to it, and {@code NAME-shm}. May be used by any thread.
 */
final class SqliteFile {
    /** The first 16 bytes of each database (sqlite.org/fileformat2.html, 1.3). */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Wait for the lock that another program holds: those who post are told of it after about this time. */
    private static final int BUSY_MS = 1_000;

    /**
     * A commit is on the disk when it returns (synchronous), and waits for no checkpoint, which this room does on its
     * own. The log is cut to 64 MiB when it begins anew. Page size and mode of the journal are kept in the file.
     */
    private static final String TO_WRITE = """
            PRAGMA page_size = 4096;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA cache_size = -32768;
            PRAGMA temp_store = MEMORY;
            """;

    private static final String TO_READ = """
            PRAGMA cache_size = -4096;
            PRAGMA temp_store = MEMORY;
            """;

    private final Path path;

    SqliteFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** The failure of a session on this file. */
    SqlException failure(SQLException cause) {
        SqlFault fault = SqlFault.of(cause);
        return fault == SqlFault.BUSY
                ? new SqlException(fault, cause, "another program holds the lock of " + path.getFileName())
                : new SqlException(fault, cause);
    }

    /** The log of what was committed since the last checkpoint. */
    Path log() {
        return companion("-wal");
    }

    boolean hasLog() throws IOException {
        return Files.exists(log()) && Files.size(log()) > 0;
    }

    /** The file that one server holds a lock on: on the database itself SQLite has locks, which must not be lost. */
    Path lock() {
        return companion("-lock");
    }

    private Path companion(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /**
     * Makes an empty file, for its owner's eyes alone, where there is none.
     *
     * @throws StartException when what is there is no database, or has lost its log or its file
     */
    void check() throws IOException, StartException {
        if (Files.notExists(path) || Files.size(path) == 0) {
            if (hasLog()) {
                throw new StartException("the database " + path + " is " + (Files.exists(path) ? "empty" : "missing")
                        + ", but " + log().getFileName() + ", which holds its last changes, is there: put the database"
                        + " back beside it, or move the log away to begin an empty database");
            }
            make();
        } else if (!Arrays.equals(firstBytes(), MAGIC)) {
            throw new StartException(path + " is no SQLite database: it begins with other bytes; move it away to begin"
                    + " an empty database");
        }
    }

    private void make() throws IOException {
        if (Files.exists(path)) {
            return;
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }

    private byte[] firstBytes() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new FileSystemException(path.toString(), null, "it is not a file");
        }
        try (InputStream file = Files.newInputStream(path)) {
            return file.readNBytes(MAGIC.length);
        }
    }

    /**
     * Opens the file itself, for who has it written to the disk. SQLite's locks on it are lost when this is closed, so
     * all sessions have to be closed before; an interrupt does not close it, as it would a channel.
     */
    RandomAccessFile openToSync() throws IOException {
        return new RandomAccessFile(path.toFile(), "rw");
    }

    /** Opens a session that may write. */
    SqlSession openToWrite() throws SQLException {
        return open(new SQLiteConfig(), TO_WRITE);
    }

    /** Opens a session that only reads. */
    SqlSession openToRead() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(config, TO_READ);
    }

    /** Opens a session that only reads a file which nobody writes: no lock is taken and no file made. */
    SqlSession openToLook() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(config, TO_READ, "?immutable=1");
    }

    private SqlSession open(SQLiteConfig config, String pragmas) throws SQLException {
        return open(config, pragmas, "");
    }

    /** The name is given as a URI, since the driver takes what follows a question mark in a plain one for settings. */
    private SqlSession open(SQLiteConfig config, String pragmas, String parameters) throws SQLException {
        config.setBusyTimeout(BUSY_MS);
        config.setGetGeneratedKeys(false);
        JDBC4Connection connection =
                new JDBC4Connection("jdbc:sqlite:" + path, path.toUri() + parameters, config.toProperties());
        // SqlSession begins and ends transactions: the driver would add two statements to each that is executed.
        connection.getConnectionConfig().setAutoCommit(false);
        SqlSession session = new SqlSession(connection);
        try {
            session.execute(pragmas);
            return session;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
