package junretsu.jobs.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;

/** Cancels a job that has not ended. */
final class CancelUnit extends ChangeUnit {
    private final CompletableFuture<Change> answer = new CompletableFuture<>();

    CancelUnit(LocalState state, JobId id) {
        super(state, id);
    }

    CompletionStage<Change> answer() {
        return answer;
    }

    @Override
    protected Job changed(SqlSession session, Job row) {
        return row.state().isFinal()
                ? null
                : state.ofNow(row).without(JobState.CANCELLED, state.clock().epochMillis(), row.deaths());
    }

    @Override
    protected void settled(Job row, Job cancelled) {
        answer.complete(cancelled != null ? Change.DONE : row == null ? Change.UNKNOWN : Change.TOO_LATE);
    }

    @Override
    public void failed(SqlException failure) {
        answer.complete(Change.UNAVAILABLE);
    }
}
