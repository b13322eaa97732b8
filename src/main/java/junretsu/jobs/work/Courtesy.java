package junretsu.jobs.work;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The pauses that workers make for those who post: a posting passes through several threads, and each would wait
 * for a core that a worker has. Each posting is worth {@value #POSTING_NANOS} ns of all workers' pauses, so that few
 * postings cost the jobs nothing, and many have half of the cores and more. A worker runs for a millisecond between
 * two pauses, so none stands still. Any thread may call.
 */
public final class Courtesy {
    static final long POSTING_NANOS = 100_000;
    static final long SHORTEST_NANOS = 500_000;
    static final long LONGEST_NANOS = 4_000_000;

    private final int workers;
    private final LongAdder earned = new LongAdder();
    private final AtomicLong paid = new AtomicLong();

    /** @param workers that pause */
    public Courtesy(int workers) {
        this.workers = workers;
    }

    /** Takes note of a posting, when it comes in. */
    public void posted() {
        earned.add(POSTING_NANOS);
    }

    /**
     * The time for which a worker should pause now, and which is then taken for paid; 0 for none. The first worker's
     * pauses are shorter. What is not paid at once for lack of workers is forgotten.
     *
     * @param worker its number, from 0
     */
    long pauseNanos(int worker) {
        long before = paid.get();
        long owed = earned.sum() - before;
        if (owed < SHORTEST_NANOS) {
            return 0;
        }
        long pause = Math.min(owed, worker == 0 ? LONGEST_NANOS / 4 : LONGEST_NANOS);
        long forgotten = Math.max(0, owed - pause - workers * LONGEST_NANOS);
        return paid.compareAndSet(before, before + pause + forgotten) ? pause : 0;
    }
}
