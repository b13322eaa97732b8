package junretsu.jobs.local;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;

/** Puts a failed job back into the queue; it may die as often again. */
final class RequeueUnit extends ChangeUnit {
    private final CompletableFuture<Change> answer = new CompletableFuture<>();

    RequeueUnit(LocalState state, JobId id) {
        super(state, id);
    }

    CompletionStage<Change> answer() {
        return answer;
    }

    @Override
    protected Job changed(SqlSession session, Job row) throws SQLException {
        if (row.state() != JobState.FAILED) {
            return null;
        }
        JobTable.setDeathsMax(session, id.sequence(), row.deaths().size() + JobWire.TRIES_MAX);
        return row.without(JobState.QUEUED, 0, row.deaths());
    }

    @Override
    protected void settled(Job row, Job queued) {
        if (queued != null) {
            state.open().restore(id.sequence(), queued.caller(), queued.priority());
            state.counts().add(JobEvent.REQUEUED, 1);
            state.wake().run();
        }
        answer.complete(queued != null ? Change.DONE : row == null ? Change.UNKNOWN : Change.TOO_LATE);
    }

    @Override
    public void failed(SqlException failure) {
        answer.complete(Change.UNAVAILABLE);
    }
}
