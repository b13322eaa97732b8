package junretsu.sql.server;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Worker;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;
import junretsu.sql.SqlSession;
import junretsu.sql.server.ServerTask.Joined;
import junretsu.sql.server.WorkQueue.Group;

/**
 * Runs statements, one or one joined group after another, on a connection that it holds for as long as something waits.
 * A statement that met a deadlock or a lock is run again until its time is over.
 */
final class ServerLane implements Worker {
    private static final long IDLE_NANOS = 100_000_000;

    /** The longest pause before a statement is run again; the first ones are shorter. */
    private static final long PAUSE_NANOS_MAX = 20_000_000;

    private static final long PAUSE_NANOS_MIN = 500_000;

    private final String role;
    private final ServerSettings settings;
    private final ServerPool pool;
    private final WorkQueue queue;
    private final ServerHealth health;
    private SqlSession session;

    /** Under way on the connection; looked at by {@link ServerWatch}. */
    private volatile Group current;

    ServerLane(String role, ServerSettings settings, ServerPool pool, WorkQueue queue, ServerHealth health) {
        this.role = role;
        this.settings = settings;
        this.pool = pool;
        this.queue = queue;
        this.health = health;
    }

    @Override
    public String role() {
        return role;
    }

    Group current() {
        return current;
    }

    @Override
    public int doWork() {
        boolean isWorkThere = queue.waiting() > 0;
        if (!isWorkThere) {
            giveBack();
            isWorkThere = queue.await(IDLE_NANOS);
        }
        return isWorkThere ? runNext() : 0;
    }

    private int runNext() {
        SqlException away = health.away();
        if (away != null) {
            queue.takeAll().forEach(task -> task.fail(away));
            return 0;
        }
        if (!connect()) {
            return 0;
        }
        Group group = queue.take();
        if (group != null) {
            current = group;
            run(group);
            current = null;
        }
        return 1;
    }

    /** Returns false when there is no connection now: the work is left to those that have one. */
    private boolean connect() {
        if (session != null) {
            return true;
        }
        try {
            session = pool.take();
            health.answers();
            return true;
        } catch (SQLException e) {
            SqlException failure = MysqlDialect.exception(e);
            if (pool.connections() == 0) {
                health.away(failure);
            } else {
                settings.errors().record(role + ": " + failure.getMessage());
                LockSupport.parkNanos(IDLE_NANOS);
            }
            return false;
        }
    }

    private void run(Group group) {
        long pause = PAUSE_NANOS_MIN;
        while (true) {
            SqlException failure = tried(group);
            if (failure == null) {
                return;
            }
            if (!MysqlDialect.isWorthRepeating(failure) || isOver(group)) {
                group.forEach(task -> task.fail(failure));
                return;
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause));
            pause = Math.min(2 * pause, PAUSE_NANOS_MAX);
        }
    }

    private boolean isOver(Group group) {
        ServerTask<?> first = group.single() == null ? group.joined().get(0) : group.single();
        return first.isOver(settings.clock().nanoTime());
    }

    /** Returns why it failed; null when it is answered. */
    private SqlException tried(Group group) {
        try {
            if (group.single() == null) {
                Joined.run(group.joined(), session);
            } else {
                group.single().run(session);
                health.takesChanges();
            }
            return null;
        } catch (SQLException e) {
            SqlException failure = MysqlDialect.exception(e);
            if (failure.fault() == SqlFault.READONLY) {
                health.readOnly(failure);
            }
            if (MysqlDialect.isOfConnection(failure)) {
                pool.drop(session);
                session = null;
            }
            return failure;
        } catch (RuntimeException e) {
            return new SqlException(SqlFault.STATEMENT, e);
        }
    }

    private void giveBack() {
        if (session != null) {
            pool.giveBack(session);
            session = null;
        }
    }

    /** Runs what waits still. */
    @Override
    public void onClose() {
        while (queue.waiting() > 0 && runNext() > 0) {}
        giveBack();
    }
}
