package junretsu.sql;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import junretsu.base.IdlePolicy;
import junretsu.base.LockedFile;
import junretsu.base.Opened;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;

/**
 * A database file that this server has for itself, with one writer and many readers:
 *
 * <pre>
 *   any thread: unit --+
 *   any thread: unit --+--> sql-writer --> log (one commit, one fsync a group) --> answers
 *                                           |
 *              sql-checkpointer:            +--> database
 *   any thread: question --> a reader --> answer, of the last commit
 * </pre>
 *
 * Another program, such as {@code sqlite3}, may read it meanwhile.
 */
public final class SqlDatabase implements Closeable {
    private final SqliteFile file;
    private final LockedFile lock;
    private final SqlCounters counters = new SqlCounters();
    private final Checkpointer checkpointer;
    private final SqlWriter writer;
    private final SqlReaders readers;
    private List<WorkerThread> threads = List.of();

    private SqlDatabase(
            SqlSettings settings,
            SqliteFile file,
            LockedFile lock,
            RandomAccessFile synced,
            SqlSession first,
            SqlSession second) {
        this.file = file;
        this.lock = lock;
        checkpointer = new Checkpointer(second, synced, counters, settings.errors(), settings.clock());
        writer = new SqlWriter(file, settings, counters, checkpointer, first);
        readers = new SqlReaders(file, settings.readers());
    }

    /**
     * Opens a database, making it when there is none, and brings its tables to what this version knows.
     *
     * @throws StartException when another server has it, when it is no database, damaged, another application's or of a
     *     newer version, or when it cannot be opened or made
     */
    public static SqlDatabase open(SqlSettings settings) throws StartException {
        SqliteFile file = new SqliteFile(settings.path());
        Schema schema = Schema.read(settings.applicationId(), settings.schema());
        try (Opened opened = new Opened()) {
            LockedFile lock = opened.add(lock(file));
            file.check();
            SqliteLibrary.load(file.path());
            RandomAccessFile synced = opened.add(file.openToSync());
            SqlSession first = opened.add(file.openToWrite());
            requireLog(first, file);
            requireWhole(first, file);
            schema.apply(first, file.path(), settings.errors().log());
            emptyLog(first, settings);
            SqlSession second = opened.add(file.openToWrite());
            SqlDatabase database = new SqlDatabase(settings, file, lock, synced, first, second);
            opened.keep();
            return database;
        } catch (IOException e) {
            throw StartException.of("cannot open the database " + file.path(), e);
        } catch (SQLException e) {
            throw new StartException(
                    "cannot open the database " + file.path() + ": "
                            + file.failure(e).getMessage(),
                    e);
        }
    }

    private static LockedFile lock(SqliteFile file) throws IOException, StartException {
        LockedFile lock = LockedFile.open(file.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock == null) {
            throw new StartException("the database " + file.path()
                    + " is in use by another server; stop that one, or give this one another directory");
        }
        return lock;
    }

    private static void requireLog(SqlSession session, SqliteFile file) throws SQLException, StartException {
        String mode = session.text("PRAGMA journal_mode");
        if (!"wal".equals(mode)) {
            throw new StartException("the database " + file.path() + " cannot keep a write-ahead log here (its journal"
                    + " is of mode " + mode + "): it needs a file system of this machine, not of the network");
        }
    }

    /** SQLite itself looks at whole pages; while there is something in the log, it may hold the end of the file. */
    private static void requireWhole(SqlSession session, SqliteFile file)
            throws SQLException, IOException, StartException {
        long expected = session.number("PRAGMA page_count") * session.number("PRAGMA page_size");
        if (!file.hasLog() && Files.size(file.path()) < expected) {
            throw new StartException("the database " + file.path() + " is damaged: it was cut to "
                    + Files.size(file.path()) + " of " + expected + " bytes; put a whole copy in its place");
        }
    }

    /** Copies what an earlier process has left in the log; on a full disk it stays there, and is read from there. */
    private static void emptyLog(SqlSession session, SqlSettings settings) throws SQLException {
        try {
            session.text("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            SqlException failure = SqlException.of(e);
            if (failure.fault() != SqlFault.FULL) {
                throw e;
            }
            settings.errors().record("opening " + settings.path() + ": " + failure.getMessage());
        }
    }

    /** Adds the workers to a server, which starts and stops them. */
    public void addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        WorkerThread writing = workers.apply(writer, SqlWriter.idlePolicy());
        writer.wakenBy(writing::wake);
        threads = List.of(writing, workers.apply(checkpointer, Checkpointer.idlePolicy()));
    }

    /** The threads, to be stopped once nothing is submitted any more: the writer writes what waits. */
    public List<WorkerThread> threads() {
        return threads;
    }

    public SqlWriter writer() {
        return writer;
    }

    public SqlReaders readers() {
        return readers;
    }

    public SqlCounters counters() {
        return counters;
    }

    /** Pages of 4 KiB in the log at the last look, some 20 ms ago. */
    public long logPages() {
        return checkpointer.pages();
    }

    /** Copies all of the log into the database and gives it free; to be called when the threads have ended. */
    @Override
    public void close() throws IOException {
        writer.closeSession();
        try (lock;
                checkpointer) {
            readers.close();
        }
    }
}
