package junretsu.users.store.local;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;
import junretsu.sql.SqlWriter;
import junretsu.users.store.Unavailable;

/**
 * A change with an answer.
 *
 * @param <T> what the work returns
 * @param <A> the answer
 */
abstract class WriteUnit<T, A> implements SqlUnit {
    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private T outcome;

    /** Does the work; called more than once when another unit of the same transaction failed. */
    protected abstract T write(SqlSession session) throws SQLException;

    /** Called when the work is on the disk and before anybody is told; returns the answer. */
    protected abstract A written(T outcome);

    /**
     * Called when it is not known whether the work is on the disk.
     *
     * @param outcome null when it was not begun
     */
    protected abstract void unknown(T outcome);

    /** Hands it to the writer. */
    final CompletionStage<A> submit(SqlWriter writer) {
        writer.submit(this);
        return answer;
    }

    @Override
    public final void run(SqlSession session) throws SQLException {
        outcome = write(session);
    }

    @Override
    public final void done() {
        answer.complete(written(outcome));
    }

    @Override
    public final void failed(SqlException failure) {
        unknown(outcome);
        answer.completeExceptionally(Unavailable.of(failure));
    }
}
