package junretsu.sql;

import java.sql.SQLException;

/** A question to the database, answered from one commit: all its statements see the same state. */
@FunctionalInterface
public interface SqlQuery<T> {

    /**
     * Asks; called by the thread that wants the answer.
     *
     * @param session for this call only; what it opened, result sets above all, is to be closed before the return
     */
    T ask(SqlSession session) throws SQLException;
}
