package junretsu.sql.server;

import java.io.Closeable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.sql.JoinedQuery;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;
import junretsu.sql.SqlQuery;
import junretsu.sql.SqlSession;

/**
 * A database on a server:
 *
 * <pre>
 *   any thread: statement --+              +--> lane-0, a connection --+
 *   any thread: key --------+--> WorkQueue +--> lane-1, a connection --+--> answers
 *   any thread: key --------+              +--> ...                  --+
 *                               watch: what is late, a server that is away
 * </pre>
 *
 * Few connections do more than many: 45,000 questions a second with 10, 17,000 with 10 for which 200 threads compete.
 * {@link #change} and {@link #ask} may be called by any thread and do not wait.
 */
public final class ServerDatabase implements Closeable {
    private final ServerSettings settings;
    private final ServerUrl url;
    private final ServerPool pool;
    private final WorkQueue queue;
    private final ServerHealth health;
    private final List<ServerLane> lanes = new ArrayList<>();
    private List<WorkerThread> threads = List.of();
    private volatile boolean isClosed;

    private ServerDatabase(ServerSettings settings, ServerUrl url, ServerPool pool) {
        this.settings = settings;
        this.url = url;
        this.pool = pool;
        queue = new WorkQueue(settings.waitingMax());
        health = new ServerHealth(url.location(), settings.errors(), settings.clock());
        for (int i = 0; i < settings.connections(); i++) {
            lanes.add(new ServerLane(settings.role() + "-" + i, settings, pool, queue, health));
        }
    }

    /**
     * Connects and brings the tables to what this version knows.
     *
     * @throws StartException when the server cannot be reached, or the database is another application's or of a newer
     *     version
     * @throws junretsu.config.UsageException when the address is none
     */
    public static ServerDatabase open(ServerSettings settings) throws StartException {
        try (Opened opened = new Opened()) {
            ServerUrl url = ServerUrl.parse(settings.url());
            ServerPool pool = opened.add(connected(settings, url));
            SqlSession session = pool.take();
            try {
                ServerSchema.apply(session, settings.schema(), url.location());
            } finally {
                pool.giveBack(session);
            }
            opened.keep();
            return new ServerDatabase(settings, url, pool);
        } catch (SQLException e) {
            throw cannotOpen(settings, e);
        }
    }

    /**
     * Connects once and disconnects; the database stays as it is.
     *
     * @throws StartException when the server cannot be reached
     * @throws junretsu.config.UsageException when the address is none
     */
    public static void tryOut(ServerSettings settings) throws StartException {
        connected(settings, ServerUrl.parse(settings.url())).close();
    }

    private static ServerPool connected(ServerSettings settings, ServerUrl url) throws StartException {
        try {
            return ServerPool.open(settings, url);
        } catch (SQLException e) {
            throw cannotOpen(settings, e);
        } catch (NoClassDefFoundError e) {
            throw new StartException(
                    "this jar is without MariaDB's driver or HikariCP, which the database needs: build it with"
                            + " org.mariadb.jdbc:mariadb-java-client and com.zaxxer:HikariCP",
                    e);
        }
    }

    private static StartException cannotOpen(ServerSettings settings, SQLException e) {
        return new StartException(
                "cannot open the database " + ServerUrl.parse(settings.url()).location() + ": "
                        + MysqlDialect.exception(e).getMessage(),
                e);
    }

    /** Adds the threads to a server, which starts and stops them. */
    public List<WorkerThread> addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        List<WorkerThread> added = new ArrayList<>();
        lanes.forEach(lane -> added.add(workers.apply(lane, IdlePolicy.none())));
        ServerWatch watch = new ServerWatch(settings, pool, queue, health, lanes);
        added.add(workers.apply(watch, ServerWatch.idlePolicy()));
        threads = List.copyOf(added);
        return threads;
    }

    /**
     * Runs one statement that changes a single row, once or again after a deadlock. The future fails with a {@link
     * SqlException} when it was not done, or when nobody knows.
     */
    public <T> CompletableFuture<T> change(SqlQuery<T> work) {
        return submit(new ServerTask.Single<>(work, deadlineNanos()));
    }

    /** Runs statements on a connection at once and waits for them; for the start, before the threads run. */
    public <T> T now(SqlQuery<T> work) throws SqlException {
        try {
            SqlSession session = pool.take();
            try {
                return work.ask(session);
            } finally {
                pool.giveBack(session);
            }
        } catch (SQLException e) {
            throw MysqlDialect.exception(e);
        }
    }

    /** Asks for a key, together with others that wait; completed with null when it is not found. */
    public <K, V> CompletableFuture<V> ask(JoinedQuery<K, V> query, K key) {
        return submit(new ServerTask.Joined<>(query, key, deadlineNanos()));
    }

    private long deadlineNanos() {
        return settings.clock().nanoTime() + WorkQueue.nanos(settings.timeoutMs());
    }

    private <T> CompletableFuture<T> submit(ServerTask<T> task) {
        if (isClosed) {
            task.fail(new SqlException(SqlFault.CLOSED, null));
        } else if (!queue.offer(task)) {
            task.fail(new SqlException(SqlFault.OVERLOADED, null));
        }
        return task.answer();
    }

    /** A connection of its own for many rows at once. */
    public BulkSession openBulk() throws SqlException {
        return BulkSession.open(url, settings);
    }

    /** A sentence about why nothing can be changed now; null when it can. */
    public String problem() {
        SqlException problem = health.problem();
        return problem == null ? null : problem.getMessage();
    }

    /** The database's address, without user and password. */
    public String location() {
        return url.location();
    }

    /** Statements that wait. */
    public int waiting() {
        return queue.waiting();
    }

    /** Connections that there are. */
    public int connections() {
        return pool.connections();
    }

    /** Connections that run a statement. */
    public int active() {
        return pool.active();
    }

    /** Ends the connections; to be called when the threads have ended. */
    @Override
    public void close() {
        isClosed = true;
        queue.takeAll().forEach(task -> task.fail(new SqlException(SqlFault.CLOSED, null)));
        pool.close();
    }
}
