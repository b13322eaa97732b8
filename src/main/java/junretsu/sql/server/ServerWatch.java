package junretsu.sql.server;

import java.sql.SQLException;
import java.util.List;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;
import junretsu.sql.SqlSession;
import junretsu.sql.server.WorkQueue.Group;

/**
 * Fails what was not answered in time, whatever its connection waits for, and tries a server that was away or took no
 * changes until it does.
 */
final class ServerWatch implements Worker {
    private static final long LOOK_NANOS = 20_000_000;
    private static final long TRY_NANOS = 250_000_000;

    private final ServerSettings settings;
    private final ServerPool pool;
    private final WorkQueue queue;
    private final ServerHealth health;
    private final List<ServerLane> lanes;
    private long triedNanos;

    ServerWatch(
            ServerSettings settings, ServerPool pool, WorkQueue queue, ServerHealth health, List<ServerLane> lanes) {
        this.settings = settings;
        this.pool = pool;
        this.queue = queue;
        this.health = health;
        this.lanes = List.copyOf(lanes);
        triedNanos = settings.clock().nanoTime();
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(LOOK_NANOS);
    }

    @Override
    public String role() {
        return settings.role() + "-watch";
    }

    @Override
    public int doWork() {
        long now = settings.clock().nanoTime();
        failLate(now);
        if (health.problem() != null && now - triedNanos >= TRY_NANOS) {
            triedNanos = now;
            tryAgain();
        }
        return 0;
    }

    private void failLate(long now) {
        List<ServerTask<?>> over = queue.takeOver(now);
        if (!over.isEmpty()) {
            SqlException failure = new SqlException(SqlFault.OVERLOADED, null);
            over.forEach(task -> task.fail(failure));
        }
        for (ServerLane lane : lanes) {
            Group current = lane.current();
            if (current != null) {
                current.forEach(task -> failIfLate(task, now));
            }
        }
    }

    private void failIfLate(ServerTask<?> task, long now) {
        if (task.isOver(now) && !task.answer().isDone()) {
            task.fail(new SqlException(
                    SqlFault.CONNECTION, new SQLException("no answer in " + settings.timeoutMs() + " ms")));
        }
    }

    private void tryAgain() {
        SqlSession session = null;
        try {
            session = pool.take();
            health.answers();
            session.execute(MysqlDialect.TRY_TO_WRITE);
            health.takesChanges();
            pool.giveBack(session);
        } catch (SQLException e) {
            SqlException failure = MysqlDialect.exception(e);
            if (session == null) {
                health.away(failure);
            } else {
                pool.drop(session);
                health.readOnly(failure);
            }
        }
    }
}
