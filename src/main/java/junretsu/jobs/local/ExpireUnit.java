package junretsu.jobs.local;

import java.sql.SQLException;
import java.util.List;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;

/** Deletes jobs whose results nobody may ask for any more, a few in one transaction. */
final class ExpireUnit implements SqlUnit {
    static final int JOBS_MAX = 500;

    private final LocalState state;
    private final Runnable settled;
    private final long nowMs;
    private List<Long> expired = List.of();

    /** @param settled called when they are deleted, or cannot be */
    ExpireUnit(LocalState state, Runnable settled) {
        this.state = state;
        this.settled = settled;
        nowMs = state.clock().epochMillis();
    }

    @Override
    public void run(SqlSession session) throws SQLException {
        expired = JobTable.expired(session, nowMs, JOBS_MAX);
        for (long sequence : expired) {
            JobTable.delete(session, sequence);
            KeyTable.forget(session, sequence);
        }
    }

    /** Returns whether there may be more. */
    boolean wasFull() {
        return expired.size() == JOBS_MAX;
    }

    @Override
    public void done() {
        expired.forEach(state.jobs()::deleted);
        settled.run();
    }

    @Override
    public void failed(SqlException failure) {
        settled.run();
    }
}
