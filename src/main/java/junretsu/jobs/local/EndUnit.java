package junretsu.jobs.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobResult;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;

/** Writes the result of a job, unless it was cancelled meanwhile. One that the disk does not take now is kept. */
final class EndUnit extends ChangeUnit {
    private final Job job;
    private final JobResult result;
    private final long endedMs;
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    /** @param job with its times, as it ran */
    EndUnit(LocalState state, Job job, JobResult result) {
        super(state, job.id());
        this.job = job;
        this.result = result;
        endedMs = state.clock().epochMillis();
    }

    CompletionStage<Boolean> answer() {
        return answer;
    }

    @Override
    protected Job changed(SqlSession session, Job row) {
        return row.state().isFinal() ? null : job.done(endedMs, 0, result);
    }

    @Override
    protected void settled(Job row, Job ended) {
        if (ended == null) {
            state.counts().add(JobEvent.RESULT_REFUSED, 1);
        }
        answer.complete(ended != null);
    }

    @Override
    public void failed(SqlException failure) {
        ApartUnit.after(this, job, failure);
        if (failure.isOfUnit()) {
            answer.complete(false);
        }
    }
}
