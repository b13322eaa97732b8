package junretsu.jobs.local;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;

/** Writes that a job's worker has died: the job is queued once more, or has failed. */
final class DeathUnit extends ChangeUnit {
    private final Job job;
    private final String sentence;
    private final boolean isQueued;
    private final long diedMs;

    /**
     * Makes a unit.
     *
     * @param job with its times, as it ran
     * @param isQueued whether it is in the queue already
     */
    DeathUnit(LocalState state, Job job, String sentence, boolean isQueued) {
        super(state, job.id());
        this.job = job;
        this.isQueued = isQueued;
        this.sentence = JobRow.line(sentence);
        diedMs = state.clock().epochMillis();
    }

    @Override
    protected Job changed(SqlSession session, Job row) throws SQLException {
        if (row.state().isFinal()) {
            return null;
        }
        List<String> deaths = new ArrayList<>(row.deaths());
        deaths.add(sentence);
        int max = Math.max(JobWire.TRIES_MAX, JobTable.deathsMax(session, id.sequence()));
        return deaths.size() < max
                ? job.without(JobState.QUEUED, 0, deaths)
                : job.without(JobState.FAILED, diedMs, deaths);
    }

    @Override
    protected void settled(Job row, Job after) {
        if (after != null && !after.state().isFinal() && !isQueued) {
            state.open().again(after);
            state.wake().run();
        }
    }

    @Override
    public void failed(SqlException failure) {
        ApartUnit.after(this, job, failure);
    }
}
