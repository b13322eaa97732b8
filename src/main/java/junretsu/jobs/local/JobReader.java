package junretsu.jobs.local;

import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.sql.SqlException;
import junretsu.sql.SqlReaders;

/** Jobs as they stand on the disk, from memory where they are known. Any thread may call. */
final class JobReader {
    /** Jobs that are read ahead, since their turn is probably near: most queues are worked off in their order. */
    private static final int AHEAD = 64;

    private static final int AHEAD_PLACES = 4_096;

    private final SqlReaders readers;

    /** Those that were written last; it never holds one that has changed since. */
    private final JobCache recent;

    /** Open ones, as they are once they are queued; what has ended or runs since may stand there as it was. */
    private final JobCache ahead = new JobCache(AHEAD_PLACES);

    /** @param recentMax jobs that are kept in memory once they are written, a power of two */
    JobReader(SqlReaders readers, int recentMax) {
        this.readers = readers;
        recent = new JobCache(recentMax);
    }

    /**
     * A job that was just written. One with deaths may be queued again after it was read ahead without them. To be
     * called by one thread.
     */
    void written(Job job) {
        recent.put(job);
        if (!job.deaths().isEmpty()) {
            ahead.put(job);
        }
    }

    /** A job that was just deleted. To be called by the thread that calls {@link #written}. */
    void deleted(long sequence) {
        recent.remove(sequence);
    }

    /** The job of an ID, if it is in memory; null otherwise. */
    Job recent(JobId id) {
        Job job = recent.get(id.sequence());
        return job != null && job.id().equals(id) ? job : null;
    }

    /** A job whose turn has come; null when it is not there any more. */
    Job next(long sequence) throws SqlException {
        Job job = recent.get(sequence);
        job = job == null ? ahead.get(sequence) : job;
        if (job == null) {
            List<Job> jobs = readers.ask(session -> JobTable.next(session, sequence, AHEAD));
            jobs.forEach(ahead::putIfAbsent);
            job = jobs.isEmpty() || jobs.get(0).id().sequence() != sequence ? null : jobs.get(0);
        }
        return job == null || job.state().isFinal() ? null : job;
    }

    /** The job of an ID from the disk; null when there is none. */
    Job find(JobId id) throws SqlException {
        return readers.ask(session -> JobTable.read(session, id));
    }

    SqlReaders readers() {
        return readers;
    }
}
