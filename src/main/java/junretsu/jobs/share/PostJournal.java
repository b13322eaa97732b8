package junretsu.jobs.share;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.base.WorkerThread;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;

/**
 * A node's own postings, and the jobs that it put back, on its own disk, so that what was acknowledged outlives a Redis
 * that lost it. Methods may be called by any thread.
 */
public interface PostJournal extends Closeable {

    /**
     * Writes down those jobs that are not there yet; completed once they are on the disk, exceptionally when they are
     * not and will not be.
     */
    CompletionStage<Void> add(List<Job> jobs);

    /** Writes down how a job ended, if it is one of its own; soon, and perhaps never. */
    void ended(Job job);

    /** Writes down a job that was put back as an open one; completed as {@link #add} is. */
    CompletionStage<Void> putBack(Job job);

    /** Returns a job as it was last heard of; null when it is none of its own. */
    Job find(JobId id);

    /**
     * Returns jobs whose end is not written down, in the order of their IDs.
     *
     * @param after the ID behind which they begin; null for the first
     */
    List<Job> open(JobId after, int limit);

    /** A sentence about why nothing can be written down now; null when it can. */
    default String problem() {
        return null;
    }

    /** Its threads, to be stopped behind those of the queue. */
    default List<WorkerThread> threads() {
        return List.of();
    }

    /** A journal of a process that accepts no postings, or is not asked to keep them. */
    static PostJournal none() {
        return new NoJournal();
    }
}
