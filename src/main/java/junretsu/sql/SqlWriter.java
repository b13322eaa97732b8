package junretsu.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;

/**
 * The one writer of a database. It takes all units that wait into one transaction, commits once, and answers them all:
 * a group commit. {@link #submit} and what is only read may be called by any thread, the rest is this worker's own.
 *
 * <p>A unit that fails by its own fault is found by doing the group once more with a savepoint before each, so the
 * others do not notice. A fault of the disk fails the whole group, and the next one begins with a new session.
 */
public final class SqlWriter implements Worker {
    private static final int GROUP_UNITS_MAX = 4_096;

    /** No unit is added to those that have run for so long, so that no answer waits for many others. */
    private static final long GROUP_NANOS_MAX = 5_000_000;

    private static final long IDLE_NANOS = 100_000_000;

    /** After a fault the disk is tried again so often, since nobody submits to a server that is not ready. */
    private static final long RETRY_NANOS = 1_000_000_000;

    private final SqliteFile file;
    private final SqlSettings settings;
    private final SqlCounters counters;
    private final Checkpointer checkpointer;
    private final Queue<SqlUnit> along = new ConcurrentLinkedQueue<>();
    private final Queue<SqlUnit> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Runnable wake = () -> {};
    private volatile boolean isClosed;
    private volatile String problem;
    private long failedNanos;
    private SqlSession session;

    /** @param session to write with, which this worker closes */
    SqlWriter(
            SqliteFile file,
            SqlSettings settings,
            SqlCounters counters,
            Checkpointer checkpointer,
            SqlSession session) {
        this.file = file;
        this.settings = settings;
        this.counters = counters;
        this.checkpointer = checkpointer;
        this.session = session;
    }

    static IdlePolicy idlePolicy() {
        return work -> {
            if (work == 0) {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        };
    }

    /** @param waker of the thread that runs this worker */
    void wakenBy(Runnable waker) {
        wake = waker;
    }

    /**
     * Hands over a unit that waits until others begin a transaction, and is its first: of several, each of one of its
     * own. It fails when the server ends before.
     */
    public void submitAlong(SqlUnit unit) {
        along.add(unit);
        if (isClosed) {
            failWaiting(new SqlException(SqlFault.CLOSED, null));
        }
    }

    /** Hands a unit over. It is answered in any case: by this thread when too many wait, or the server has ended. */
    public void submit(SqlUnit unit) {
        if (waiting.incrementAndGet() > settings.waitingMax()) {
            waiting.decrementAndGet();
            counters.failed(SqlFault.OVERLOADED);
            unit.failed(new SqlException(SqlFault.OVERLOADED, null));
            return;
        }
        queue.add(unit);
        if (isClosed) {
            failWaiting(new SqlException(SqlFault.CLOSED, null));
        } else {
            wake.run();
        }
    }

    /** A sentence about why the disk took nothing at the last try; null when it took it. Tried each second. */
    public String problem() {
        return problem;
    }

    /** The number of units that wait, without those that go along with others. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public String role() {
        return "sql-writer";
    }

    @Override
    public int doWork() {
        if (queue.isEmpty() && !isRetryDue()) {
            return 0;
        }
        UnitGroup group = new UnitGroup();
        try {
            commit(group);
        } catch (SQLException e) {
            fail(group, file.failure(e));
            return group.size();
        }
        problem = null;
        settings.answers().execute(() -> group.answer(counters, settings.errors()));
        checkpointer.finish(session);
        return group.size();
    }

    private boolean isRetryDue() {
        return problem != null && settings.clock().nanoTime() - failedNanos >= RETRY_NANOS;
    }

    private void commit(UnitGroup group) throws SQLException {
        long begin = settings.clock().nanoTime();
        if (session == null) {
            session = file.openToWrite();
        }
        session.beginToWrite();
        if (!runTogether(group)) {
            session.rollback();
            session.beginToWrite();
            group.runApart(session);
        }
        if (problem != null) {
            session.writeVersion();
        }
        session.commit();
        counters.committed(group.succeeded(), settings.clock().nanoTime() - begin);
    }

    /** Returns false when a unit failed by its own fault. */
    private boolean runTogether(UnitGroup group) throws SQLException {
        SqlUnit unit = along.poll();
        if (unit != null && !run(unit, group)) {
            return false;
        }
        long begin = settings.clock().nanoTime();
        while (group.size() < GROUP_UNITS_MAX && settings.clock().nanoTime() - begin < GROUP_NANOS_MAX) {
            unit = next();
            if (unit == null) {
                return true;
            }
            if (!run(unit, group)) {
                return false;
            }
        }
        return true;
    }

    private boolean run(SqlUnit unit, UnitGroup group) throws SQLException {
        group.add(unit);
        return UnitGroup.run(unit, session) == null;
    }

    private SqlUnit next() {
        SqlUnit unit = queue.poll();
        if (unit != null) {
            waiting.decrementAndGet();
        }
        return unit;
    }

    /** Fails a group, or all that wait when the database could not even be begun with. */
    private void fail(UnitGroup group, SqlException failure) {
        problem = failure.getMessage();
        failedNanos = settings.clock().nanoTime();
        settings.errors().record("writing to " + file.path() + ": " + problem);
        closeSession();
        if (group.size() == 0) {
            failWaiting(failure);
        } else {
            group.fail(failure);
            settings.answers().execute(() -> group.answer(counters, settings.errors()));
        }
    }

    private void failWaiting(SqlException failure) {
        UnitGroup group = new UnitGroup();
        for (SqlUnit unit; (unit = along.poll()) != null; ) {
            group.add(unit);
        }
        for (SqlUnit unit; (unit = next()) != null; ) {
            group.add(unit);
        }
        group.fail(failure);
        group.answer(counters, settings.errors());
    }

    /** Takes back what was not committed, and with it any state that a fault has left. */
    void closeSession() {
        if (session != null) {
            try {
                session.close();
            } catch (IOException e) {
                settings.errors().record("closing " + file.path(), e);
            }
            session = null;
        }
    }

    /** Writes what waits still; what has nothing to go along with fails, as does what comes later. */
    @Override
    public void onClose() {
        while (doWork() > 0) {}
        isClosed = true;
        failWaiting(new SqlException(SqlFault.CLOSED, null));
        closeSession();
    }
}
