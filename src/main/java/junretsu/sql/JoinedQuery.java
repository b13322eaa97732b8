package junretsu.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

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

    /**
     * Asks for each key once, and hands each asker what was found for its own.
     *
     * @param askers 1 to 64
     * @param take called with null for a key that was not found
     */
    default <A> void askFor(List<A> askers, Function<A, K> key, BiConsumer<A, V> take, SqlSession session)
            throws SQLException {
        Map<K, V> found = ask(session, askers.stream().map(key).distinct().toList());
        askers.forEach(asker -> take.accept(asker, found.get(key.apply(asker))));
    }
}
