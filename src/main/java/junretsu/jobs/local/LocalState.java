package junretsu.jobs.local;

import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.QueueConfig;
import junretsu.sql.SqlDatabase;

/** The parts of a queue that its units of work use. */
record LocalState(
        QueueConfig config,
        SqlDatabase database,
        OpenJobs open,
        JobReader jobs,
        EndListeners listeners,
        Unsaved unsaved,
        JobCounts counts,
        Wake wake,
        DistinctErrors errors,
        Clock clock) {

    /** A job read from the disk, as it stands: it may be running. */
    Job ofNow(Job read) {
        Job running = read.state() == JobState.QUEUED ? open.running(read.id().sequence()) : null;
        return running == null ? read : running;
    }
}
