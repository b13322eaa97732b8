package junretsu.users.store.server;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.service.Workers;
import junretsu.sql.SqlException;
import junretsu.sql.server.ServerDatabase;
import junretsu.sql.server.ServerSettings;
import junretsu.users.account.UserStore;
import junretsu.users.store.SecretTable;
import junretsu.users.store.SeedTarget;

/** The accounts of a database server, for one of the processes that share it. */
public final class ServerUsers implements Closeable {
    private static final String SCHEMA = "/junretsu/sql/users-server";
    private static final String ROLE = "user-db";
    private static final int WAITING_MAX = 20_000;
    private static final long CLOSE_NANOS = 30_000_000_000L;
    private static final String INSERT_SECRET = "INSERT IGNORE INTO secret (name, value) VALUES (?, ?)";

    /**
     * The database's flags.
     *
     * @param url as {@link ServerSettings} says
     * @param user null when the URL names it
     * @param password null when the URL has it, or there is none
     * @param connections 8 to 16 are best
     * @param timeoutMs after which what was not answered fails
     */
    public record Config(String url, String user, String password, int connections, int timeoutMs) {}

    private final ServerDatabase database;
    private final ServerUserStore users;
    private final Clock clock;
    private final List<WorkerThread> threads = new ArrayList<>();

    private ServerUsers(ServerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        users = new ServerUserStore(database);
    }

    /**
     * Connects.
     *
     * @throws StartException when the server cannot be reached, or its database is not for this
     * @throws junretsu.config.UsageException when the address is none
     */
    public static ServerUsers open(Config config, DistinctErrors errors, Clock clock) throws StartException {
        return new ServerUsers(ServerDatabase.open(settings(config, errors, clock)), clock);
    }

    /**
     * Connects once and disconnects; the database stays as it is.
     *
     * @throws StartException when the server cannot be reached
     * @throws junretsu.config.UsageException when the address is none
     */
    public static void tryOut(Config config, DistinctErrors errors) throws StartException {
        ServerDatabase.tryOut(settings(config, errors, Clock.SYSTEM));
    }

    private static ServerSettings settings(Config config, DistinctErrors errors, Clock clock) {
        return new ServerSettings(
                config.url(),
                config.user(),
                config.password(),
                config.connections(),
                WAITING_MAX,
                config.timeoutMs(),
                SCHEMA,
                ROLE,
                errors,
                clock);
    }

    /**
     * The bytes that are kept with the accounts under a name. To be called before the threads are started.
     *
     * @param fresh are kept when there are none yet; null to keep none
     * @return null when there are none
     * @throws StartException when the database does not let them be kept
     */
    public byte[] secret(String name, byte[] fresh) throws StartException {
        try {
            return database.now(session -> SecretTable.keep(session, INSERT_SECRET, name, fresh));
        } catch (SqlException e) {
            throw new StartException("cannot keep secrets with the accounts: " + e.getMessage(), e);
        }
    }

    /** Adds the threads to a server, which starts them; they are stopped by {@link #close}. */
    public void addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        threads.addAll(database.addTo(workers));
    }

    public UserStore users() {
        return users;
    }

    /** The database's address, without user and password. */
    public String location() {
        return database.location();
    }

    /** Puts demonstration accounts in; to be closed. */
    public SeedTarget seedTarget() {
        return new ServerSeedTarget(database);
    }

    /** Statements that wait for a connection. */
    public int waiting() {
        return database.waiting();
    }

    /** Connections that there are. */
    public int connections() {
        return database.connections();
    }

    /** Connections that run a statement. */
    public int active() {
        return database.active();
    }

    /** Lets what waits be done, unless that takes 30 s, and ends the connections. */
    @Override
    public void close() throws IOException {
        Workers.stop(threads, Deadline.in(CLOSE_NANOS, clock));
        database.close();
    }
}
