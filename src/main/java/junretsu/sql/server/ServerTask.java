package junretsu.sql.server;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import junretsu.sql.JoinedQuery;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuery;
import junretsu.sql.SqlSession;

/** A statement that waits for a connection, or is under way on one. */
abstract class ServerTask<T> {
    private final long deadlineNanos;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    /** @param deadlineNanos on the database's clock */
    ServerTask(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    final CompletableFuture<T> answer() {
        return answer;
    }

    final void fail(SqlException failure) {
        answer.completeExceptionally(failure);
    }

    final boolean isOver(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /** A statement for one alone. */
    static final class Single<T> extends ServerTask<T> {
        private final SqlQuery<T> work;

        Single(SqlQuery<T> work, long deadlineNanos) {
            super(deadlineNanos);
            this.work = work;
        }

        void run(SqlSession session) throws SQLException {
            answer().complete(work.ask(session));
        }
    }

    /** A key of a question that is asked for many at once. */
    static final class Joined<K, V> extends ServerTask<V> {
        private final JoinedQuery<K, V> query;
        private final K key;

        Joined(JoinedQuery<K, V> query, K key, long deadlineNanos) {
            super(deadlineNanos);
            this.query = query;
            this.key = key;
        }

        boolean isSameAs(Joined<?, ?> other) {
            return query == other.query;
        }

        /** @param group of the same query */
        @SuppressWarnings("unchecked")
        static <K, V> void run(List<Joined<?, ?>> group, SqlSession session) throws SQLException {
            List<Joined<K, V>> same = (List<Joined<K, V>>) (List<?>) group;
            same.get(0)
                    .query
                    .askFor(
                            same,
                            each -> each.key,
                            (each, value) -> each.answer().complete(value),
                            session);
        }
    }
}
