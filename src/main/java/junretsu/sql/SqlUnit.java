package junretsu.sql;

import java.sql.SQLException;

/**
 * Something to be done in one transaction: all of it or nothing. The writer joins units that wait into one transaction,
 * in the order in which they were submitted, and each sees what those before it did.
 */
public interface SqlUnit {

    /**
     * Does the work; called by the writer's thread, and once more when another unit of the same transaction failed. So
     * it changes nothing but the database, but for fields that a second call sets anew.
     *
     * @throws SQLException takes back what this unit did, and fails it alone where the fault is its own
     */
    void run(SqlSession session) throws SQLException;

    /** Called once when the work is on the disk, by a thread of the writer's executor; must not block. */
    void done();

    /**
     * Called once instead of {@link #done} when nothing of the work is in the database. After a fault of the disk that
     * came with the commit itself the work may still be found there after a restart.
     */
    void failed(SqlException failure);
}
