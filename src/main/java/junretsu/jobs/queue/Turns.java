package junretsu.jobs.queue;

import java.util.concurrent.CompletionStage;

/**
 * The workers' side of a queue. Methods may be called by any thread; one turn is used by one thread at a time.
 *
 * <p>A turn goes back by exactly one of {@link #suspend}, {@link #awaitSeat}, {@link #finish} and {@link #died}. Who
 * takes turns keeps the state of the jobs that it has begun, by their IDs, and forgets it when {@link #isHeld} says so.
 */
public interface Turns {

    /**
     * The next job to work on, for one slice; it may be one that was suspended here.
     *
     * @param worker number of the asking thread, from 0
     * @return null when nothing is ready
     */
    Turn take(int worker);

    /** Length of a slice, in nanoseconds of CPU time. */
    long sliceNanos();

    /** Returns whether to go on: false once the job is cancelled or its lease is lost. Asked each millisecond. */
    boolean isWanted(Turn turn);

    /** The slice is used up and the job is not done; its state is kept here. */
    void suspend(Turn turn, long usedNanos);

    /** The job needs a seat to go on. Its state, small until now, is kept here, or is dropped for lack of room. */
    void awaitSeat(Turn turn, long usedNanos);

    /**
     * The job is done, whole or in part.
     *
     * @return completed once the result is durable and can be seen; with false when it was refused, since the job was
     *     cancelled, done or taken over by another meanwhile
     */
    CompletionStage<Boolean> finish(Turn turn, long usedNanos, JobResult result);

    /** The work on it failed by a defect, as if its worker had died. */
    void died(Turn turn, long usedNanos, String sentence);

    /** Returns whether this process still has to keep the state of a job that it suspended. */
    boolean isHeld(JobId job);

    /** Lets a thread that waits for work be woken: called whenever a turn may have become ready. To be set once. */
    void whenReady(Runnable wake);
}
