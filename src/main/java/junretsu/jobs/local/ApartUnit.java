package junretsu.jobs.local;

import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;

/**
 * Sets a job apart whose result or death the database does not take, though it takes others: tried again, it would fail
 * again and hold up all jobs. A person sees it among the dead jobs and may put it back.
 */
final class ApartUnit extends ChangeUnit {
    private final Job job;
    private final String sentence;
    private final long endedMs;

    private ApartUnit(LocalState state, Job job, String sentence) {
        super(state, job.id());
        this.job = job;
        this.sentence = sentence;
        endedMs = state.clock().epochMillis();
    }

    /**
     * Goes on after a unit about a job has failed: by its own fault, without it; or else with it, once the disk takes
     * it.
     *
     * @param job as it ran
     */
    static void after(ChangeUnit failed, Job job, SqlException failure) {
        LocalState state = failed.state;
        if (!failure.isOfUnit()) {
            state.unsaved().add(failed);
            return;
        }
        String sentence = "what became of it could not be written: " + JobRow.line(failure.getMessage());
        state.errors().record("setting a job apart, since " + sentence);
        state.database().writer().submit(new ApartUnit(state, job, sentence));
    }

    @Override
    protected Job changed(SqlSession session, Job row) {
        List<String> deaths = new ArrayList<>(row.deaths());
        deaths.add(sentence);
        return row.state().isFinal() ? null : job.without(JobState.FAILED, endedMs, deaths);
    }

    @Override
    protected void settled(Job row, Job failed) {
        state.wake().run();
    }

    /** A job of which not even this is taken is left as it is on the disk, until the next start takes it up. */
    @Override
    public void failed(SqlException failure) {
        if (failure.isOfUnit()) {
            state.errors().record("setting job " + id + " apart", failure);
        } else {
            state.unsaved().add(this);
        }
    }
}
