package junretsu.jobs.local;

import java.sql.SQLException;
import junretsu.sql.SqlSession;

/**
 * The sequence numbers of jobs, ascending. Those of a transaction that failed are left out, and one that a key stands
 * for is not given again while the key is known. The writer's thread alone.
 */
final class Sequence {
    private long last;

    /** @param last the highest that was given before */
    Sequence(long last) {
        this.last = last;
    }

    /** The highest number that must not be given again. */
    static long last(SqlSession session) throws SQLException {
        return Math.max(JobTable.last(session), KeyTable.last(session));
    }

    long next() {
        return ++last;
    }
}
