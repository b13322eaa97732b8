package junretsu.jobs.queue;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import junretsu.base.Deadline;
import junretsu.text.PrometheusText;

/**
 * A durable queue of jobs. Its methods may be called by any thread and do not wait: stages are completed by a thread of
 * the queue, which the caller must not block.
 */
public interface JobQueue extends Closeable {

    /** Accepts jobs; completed once they are durable, or with the reason for which none was taken. Never fails. */
    CompletionStage<Posted> post(Posting posting);

    /** A job as it is now; null when there is none of this ID, or its result has expired. */
    CompletionStage<Job> find(JobId id);

    /** Cancels a job that is open, also while it runs. */
    CompletionStage<Change> cancel(JobId id);

    /** Puts a job that has failed back into the queue, its deaths forgiven but remembered. */
    CompletionStage<Change> requeue(JobId id);

    /** Jobs, the newest first. */
    CompletionStage<List<Job>> list(JobFilter filter);

    /** The place of an open job. */
    CompletionStage<Place> place(Job job);

    /** The whole queue; may be up to a second old. */
    QueueLook look();

    /**
     * Asks to be told of a job's end, once, however it ends; perhaps at once, by the calling thread.
     *
     * @return to be run by one that does not wait any longer
     */
    Runnable whenEnded(JobId id, Consumer<Job> listener);

    /** The workers' side; null in a process that has no workers. */
    Turns turns();

    /** The counts of this process. */
    JobCounts counts();

    /** A sentence about what keeps jobs from being accepted; null when nothing does. */
    String problem();

    /** Writes the metrics that only this kind of queue has. */
    void write(PrometheusText text);

    /** Refuses further postings and turns; what was taken is still answered. */
    void refuseFurther();

    /** Makes what was taken durable, as far as the time allows, before {@link #close}. */
    boolean drain(Deadline deadline);
}
