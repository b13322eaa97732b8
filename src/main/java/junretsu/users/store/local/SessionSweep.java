package junretsu.users.store.local;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;
import junretsu.users.store.SessionLimits;
import junretsu.users.store.local.SessionTable.Row;

/**
 * Walks through all sessions in small steps and deletes those that are over. They count as over before: this only gives
 * their room back. An index by time would make each login dearer by a page of the database.
 */
final class SessionSweep implements Worker {
    static final int STEP_ROWS = 500;

    /** Five thousand rows a second: a million takes some minutes and a hundredth of a core. */
    private static final long STEP_NANOS = 100_000_000;

    /** Between two walks. */
    private static final long REST_NANOS = 60_000_000_000L;

    private static final long BEFORE_ALL = Long.MIN_VALUE;

    private final SqlDatabase database;
    private final LocalSessionStore sessions;
    private final SessionLimits limits;
    private final Clock clock;
    private long position = BEFORE_ALL;
    private long notBeforeNanos;
    private volatile boolean isDeleting;

    SessionSweep(SqlDatabase database, LocalSessionStore sessions, SessionLimits limits, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(STEP_NANOS);
    }

    @Override
    public String role() {
        return "session-sweep";
    }

    @Override
    public int doWork() throws SqlException {
        if (isDeleting || clock.nanoTime() - notBeforeNanos < 0) {
            return 0;
        }
        List<Row> step = database.readers().ask(session -> SessionTable.after(session, position, STEP_ROWS));
        List<Row> over = step.stream()
                .filter(row -> limits.isOver(row.session(), clock.epochMillis()))
                .toList();
        if (!over.isEmpty()) {
            isDeleting = true;
            database.writer().submit(new Deletion(over));
        }
        boolean isLast = step.size() < STEP_ROWS;
        position = isLast ? BEFORE_ALL : step.get(step.size() - 1).id();
        notBeforeNanos = clock.nanoTime() + (isLast ? REST_NANOS : 0);
        return 0;
    }

    /** Deletes rows that nobody has touched since; what the disk does not take is found again by the next walk. */
    private final class Deletion implements SqlUnit {
        private final List<Row> over;
        private List<Row> deleted;

        Deletion(List<Row> over) {
            this.over = over;
        }

        @Override
        public void run(SqlSession session) throws SQLException {
            deleted = new ArrayList<>();
            for (Row each : over) {
                if (SessionTable.expire(session, each)) {
                    deleted.add(each);
                }
            }
        }

        @Override
        public void done() {
            deleted.forEach(row -> sessions.gone(row.session()));
            isDeleting = false;
        }

        @Override
        public void failed(SqlException failure) {
            isDeleting = false;
        }
    }
}
