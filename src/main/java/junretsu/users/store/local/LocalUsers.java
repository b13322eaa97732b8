package junretsu.users.store.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.service.Workers;
import junretsu.sql.SqlCounters;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuestions;
import junretsu.sql.SqlSettings;
import junretsu.tally.DataDirectory;
import junretsu.users.account.SessionStore;
import junretsu.users.account.UserStore;
import junretsu.users.store.SeedTarget;
import junretsu.users.store.SessionLimits;

/**
 * The file of accounts and sessions, for one process:
 *
 * <pre>
 *   change:   a unit --> sql-writer (one fsync a group) --> memory, stages
 *   question: memory, or user-reader-N --> the disk (all that wait in one go) --> memory, stages
 * </pre>
 *
 * Stages are completed by the threads named there.
 */
public final class LocalUsers implements Closeable {
    private static final String FILE = "users.db";

    /** {@code "USRS"}, at offset 68 of the file. */
    private static final int APPLICATION_ID = 0x55535253;

    private static final String SCHEMA = "/junretsu/sql/users";
    private static final int READERS = 2;

    /** The readers, the sweep, and one for people. */
    private static final int READING_SESSIONS = READERS + 2;

    private static final int COUNTED_MAX = 10_000;
    private static final String COUNT = "SELECT count(*) FROM (SELECT 1 FROM account LIMIT " + COUNTED_MAX + ")";
    private static final int WAITING_MAX = 100_000;
    private static final long CLOSE_NANOS = 30_000_000_000L;

    private final SqlDatabase database;
    private final LocalUserStore users;
    private final LocalSessionStore sessions;
    private final SqlQuestions questions;
    private final SessionIndex index;
    private final SessionSweep sweep;
    private final Clock clock;
    private final List<WorkerThread> threads = new ArrayList<>();

    private LocalUsers(SqlDatabase database, SessionTable table, SessionLimits limits, Clock clock) {
        this.database = database;
        this.clock = clock;
        questions = new SqlQuestions(database.readers(), "user-reader", READERS, WAITING_MAX);
        users = new LocalUserStore(database, questions);
        sessions = new LocalSessionStore(database, questions, table, limits, clock);
        index = new SessionIndex(database.writer(), table.young(), clock);
        sweep = new SessionSweep(database, sessions, limits, clock);
    }

    /**
     * Opens the file in a directory, making both where they are missing.
     *
     * @throws StartException when another server has it, or the disk does not let it be opened or made
     */
    public static LocalUsers open(Path directory, SessionLimits limits, DistinctErrors errors, Clock clock)
            throws StartException {
        DataDirectory.make(directory);
        SqlDatabase database = SqlDatabase.open(new SqlSettings(
                directory.resolve(FILE),
                APPLICATION_ID,
                SCHEMA,
                READING_SESSIONS,
                WAITING_MAX,
                Runnable::run,
                errors,
                clock));
        DataDirectory.noteHolder(directory);
        return new LocalUsers(database, table(database), limits, clock);
    }

    private static SessionTable table(SqlDatabase database) throws StartException {
        try {
            return database.readers().ask(SessionTable::open);
        } catch (SqlException e) {
            throw new StartException("cannot read the sessions: " + e.getMessage(), e);
        }
    }

    /** The accounts that there are, up to a number from which on they are only "or more": counting reads them all. */
    public String accountsAtStart() throws StartException {
        try {
            long accounts = database.readers().ask(session -> session.number(COUNT));
            return String.format(Locale.ROOT, "%,d%s accounts", accounts, accounts == COUNTED_MAX ? " or more" : "");
        } catch (SqlException e) {
            throw new StartException("cannot read the accounts: " + e.getMessage(), e);
        }
    }

    /**
     * The bytes that are kept with the accounts under a name. To be called before the threads are started.
     *
     * @param fresh are kept when there are none yet; null to keep none
     * @return null when there are none
     * @throws StartException when the disk does not let them be kept
     */
    public byte[] secret(String name, byte[] fresh) throws StartException {
        CompletionStage<byte[]> kept = new SecretUnit(name, fresh).submit(database.writer());
        while (database.writer().doWork() > 0) {}
        try {
            return kept.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartException(
                    "cannot keep secrets with the accounts: " + e.getCause().getMessage(), e);
        }
    }

    /** Adds the threads to a server, which starts them; they are stopped by {@link #close}. */
    public void addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        database.addTo(workers);
        threads.addAll(database.threads());
        threads.addAll(questions.addTo(workers));
        threads.add(workers.apply(index, SessionIndex.idlePolicy()));
        threads.add(workers.apply(sweep, SessionSweep.idlePolicy()));
    }

    public UserStore users() {
        return users;
    }

    public SessionStore sessions() {
        return sessions;
    }

    /** Puts demonstration accounts in, beside a server or without one. */
    public SeedTarget seedTarget() {
        return new LocalSeedTarget(database);
    }

    /** Counts of the database's work. */
    public SqlCounters counters() {
        return database.counters();
    }

    /** Changes that wait for the writer. */
    public int waiting() {
        return database.writer().waiting();
    }

    /** Writes what waits and gives the file free, unless the disk still blocks it after 30 s. */
    @Override
    public void close() throws IOException {
        if (Workers.stop(threads, Deadline.in(CLOSE_NANOS, clock))) {
            database.close();
        }
    }
}
