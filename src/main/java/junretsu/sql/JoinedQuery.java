package junretsu.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A question that can be asked for many keys in one statement. */
@FunctionalInterface
public interface JoinedQuery<K, V> {

    /**
     * Asks; called by one of the database's threads.
     *
     * @param keys 1 to 64 different ones
     * @return what was found, by key
     */
    Map<K, V> ask(SqlSession session, List<K> keys) throws SQLException;
}
