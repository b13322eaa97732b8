package junretsu.jobs.local;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;

/**
 * Takes a job from one state to another, if it is in a state that allows it: the disk decides between a result and a
 * cancel that come at once.
 */
abstract class ChangeUnit implements SqlUnit {
    /** A posting's key is known for as long as its jobs are, and for a day at least. */
    private static final long KEYED_MS_MIN = TimeUnit.DAYS.toMillis(1);

    /** People look at failed jobs, and put them back. */
    private static final long FAILED_MS_MIN = TimeUnit.DAYS.toMillis(7);

    protected final LocalState state;
    protected final JobId id;
    private Job found;
    private Job changed;

    ChangeUnit(LocalState state, JobId id) {
        this.state = state;
        this.id = id;
    }

    /**
     * Returns the job as it is to be; null to leave it as it is.
     *
     * @param row as it stands on the disk: queued while it runs, too
     */
    protected abstract Job changed(SqlSession session, Job row) throws SQLException;

    /**
     * Called once the change is on the disk and known everywhere, or nothing was changed.
     *
     * @param row as it stood before; null when there is no such job
     * @param job as it stands now; null when nothing was changed
     */
    protected abstract void settled(Job row, Job job);

    @Override
    public final void run(SqlSession session) throws SQLException {
        found = JobTable.read(session, id);
        changed = found == null ? null : changed(session, found);
        if (changed != null) {
            JobTable.update(session, changed, changed.state().isFinal() ? expiresMs(session) : 0);
        }
    }

    private long expiresMs(SqlSession session) throws SQLException {
        long expires = changed.endedMs() + state.config().resultTtlMs();
        if (changed.state() == JobState.FAILED) {
            expires = Math.max(expires, changed.endedMs() + FAILED_MS_MIN);
        }
        boolean isShort = state.config().resultTtlMs() < KEYED_MS_MIN;
        return isShort && KeyTable.has(session, id.sequence())
                ? Math.max(expires, changed.postedMs() + KEYED_MS_MIN)
                : expires;
    }

    @Override
    public final void done() {
        if (changed != null) {
            state.jobs().written(changed);
            if (changed.state().isFinal()) {
                state.open().ended(changed);
                state.counts().ended(changed.state(), changed.cpuNanos());
                state.listeners().tell(changed);
            }
        }
        settled(found, changed);
    }
}
