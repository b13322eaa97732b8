package junretsu.sql;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.base.LockedFile;
import junretsu.base.Opened;
import junretsu.base.TemporaryFolder;
import junretsu.config.StartException;

/**
 * A database of a server, read without a change to its file and those beside it. Beside a server that runs it is read
 * as any other program may; without one, as a file that nobody writes, and where its log holds changes, from a copy of
 * both among the temporary files. One thread.
 */
public final class SqlLook implements Closeable {
    /** The most that is copied for a glance, of database and log together. */
    static final long GLANCE_BYTES_MAX = 128L << 20;

    private final SqliteFile file;
    private final SqlSession session;
    private final TemporaryFolder copy;
    private final boolean isWithoutLog;

    private SqlLook(SqliteFile file, SqlSession session, TemporaryFolder copy, boolean isWithoutLog) {
        this.file = file;
        this.session = session;
        this.copy = copy;
        this.isWithoutLog = isWithoutLog;
    }

    /**
     * The state of a file.
     *
     * @param at offset in bytes of what is wrong; negative when it has none
     * @param isLost false for what a start puts right by itself, and for what is whole
     * @param sentence without a full stop
     */
    public record FileState(Path file, boolean isWhole, boolean isLost, long at, String sentence) {}

    /**
     * Opens a database with all that was committed.
     *
     * @throws StartException when it is missing, cut or no database, or cannot be copied; its message is a sentence
     */
    public static SqlLook open(Path database) throws IOException, StartException {
        return open(database, Long.MAX_VALUE);
    }

    /**
     * Opens a database for a few questions. More than {@value #GLANCE_BYTES_MAX} bytes are not copied: then its log is
     * left out, as {@link #isWithoutLog} says.
     *
     * @throws StartException as {@link #open}
     */
    public static SqlLook glance(Path database) throws IOException, StartException {
        return open(database, GLANCE_BYTES_MAX);
    }

    static SqlLook open(Path database, long copiedMax) throws IOException, StartException {
        SqliteFile file = new SqliteFile(database);
        if (Files.notExists(database) || Files.size(database) == 0) {
            throw new StartException(database + " is " + (Files.exists(database) ? "empty" : "missing"));
        }
        file.check();
        SqliteLibrary.loadToLook();
        try {
            if (LockedFile.isHeldElsewhere(file.lock())) {
                return new SqlLook(file, file.openToRead(), null, false);
            }
            long bytes = file.hasLog() ? Files.size(file.path()) + Files.size(file.log()) : 0;
            return bytes > 0 && bytes <= copiedMax
                    ? copied(file, bytes)
                    : new SqlLook(file, file.openToLook(), null, bytes > 0);
        } catch (SQLException e) {
            throw new StartException(
                    "cannot read " + database + ": " + file.failure(e).getMessage(), e);
        }
    }

    private static SqlLook copied(SqliteFile file, long bytes) throws IOException, StartException, SQLException {
        try (Opened opened = new Opened()) {
            TemporaryFolder copy = opened.add(TemporaryFolder.make("junretsu-data"));
            SqliteFile copied = new SqliteFile(copy.path().resolve(file.path().getFileName()));
            try {
                Files.copy(file.path(), copied.path());
                Files.copy(file.log(), copied.log());
            } catch (IOException e) {
                throw StartException.of(
                        String.format(
                                Locale.ROOT,
                                "cannot copy %s and its log, %,d bytes, to %s (java -Djava.io.tmpdir=DIR names another"
                                        + " directory)",
                                file.path(),
                                bytes,
                                copy.path()),
                        e);
            }
            SqlLook look = new SqlLook(file, copied.openToRead(), copy, false);
            opened.keep();
            return look;
        }
    }

    /** A session that reads. */
    public SqlSession session() {
        return session;
    }

    /** True when the log holds more than the session sees. */
    public boolean isWithoutLog() {
        return isWithoutLog;
    }

    /** Checks the pages of the database; the rows have no checksums. */
    public List<FileState> states() throws IOException {
        Path database = file.path();
        List<FileState> states = new ArrayList<>();
        try {
            long expected = session.number("PRAGMA page_count") * session.number("PRAGMA page_size");
            long bytes = Files.size(database);
            if (copy == null && bytes < expected) {
                String cut = "it was cut to " + bytes + " of " + expected + " bytes";
                states.add(new FileState(database, false, true, bytes, cut));
                return states;
            }
            faults().forEach(fault -> states.add(new FileState(database, false, true, -1, fault)));
            if (states.isEmpty()) {
                String right = String.format(Locale.ROOT, "%,d bytes, every page is right", expected);
                states.add(new FileState(database, true, false, -1, right));
            }
        } catch (SQLException e) {
            states.add(
                    new FileState(database, false, true, -1, SqlException.of(e).getMessage()));
        }
        return states;
    }

    /** Checks the log of a database by its checksums; none when it is empty. */
    public static List<FileState> statesOfLog(Path database) throws IOException {
        SqliteFile file = new SqliteFile(database);
        if (!file.hasLog()) {
            return List.of();
        }
        WalCheck check = WalCheck.of(file.log());
        if (check.wrongAt() < 0) {
            String whole = String.format(Locale.ROOT, "%,d pages, which a start takes in", check.frames());
            return List.of(new FileState(file.log(), true, false, -1, whole));
        }
        String wrong = check.isAtEnd()
                ? "its last page is not whole: a power cut, or damage of the last commit"
                : "a page has a wrong checksum, and SQLite reads none from there on";
        String kept =
                String.format(Locale.ROOT, "; kept are its %,d pages up to the last commit before it", check.frames());
        return List.of(new FileState(file.log(), false, !check.isAtEnd(), check.wrongAt(), wrong + kept));
    }

    private List<String> faults() throws SQLException {
        List<String> faults = new ArrayList<>();
        PreparedStatement check = session.prepared("PRAGMA integrity_check(10)");
        try (ResultSet rows = check.executeQuery()) {
            while (rows.next()) {
                rows.getString(1).lines().filter(line -> !line.equals("ok")).forEach(faults::add);
            }
        }
        return faults;
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } finally {
            if (copy != null) {
                copy.close();
            }
        }
    }
}
