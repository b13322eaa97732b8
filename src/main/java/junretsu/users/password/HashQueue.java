package junretsu.users.password;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;

/**
 * The hashes that wait for a worker, bounded by time: a task that will not begin in time, as the hashes before it have
 * shown, is refused at once, and one that has not begun in time is refused then. All methods may be called by any
 * thread.
 */
final class HashQueue {
    /** The share of a new duration in the mean: an eighth. */
    private static final int MEAN_SHIFT = 3;

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final int threads;
    private final long waitMaxNanos;
    private final HashCounts counts;
    private final Later later;
    private final Clock clock;

    /** Of a hash; 0 before the first. Written by workers, where a lost update does no harm. */
    private volatile long meanNanos;

    private volatile boolean isClosed;

    private record Waiting(HashTask task, long sinceNanos) {}

    HashQueue(int threads, long waitMaxNanos, HashCounts counts, Later later, Clock clock) {
        this.threads = threads;
        this.waitMaxNanos = waitMaxNanos;
        this.counts = counts;
        this.later = later;
        this.clock = clock;
    }

    void submit(HashTask task) {
        if (expectedWaitNanos() > waitMaxNanos) {
            counts.add(HashEvent.REFUSED);
            task.refuse();
            return;
        }
        long now = clock.nanoTime();
        queue.add(new Waiting(task, now));
        later.at(now + waitMaxNanos, this::expire);
        if (isClosed) {
            close();
        }
    }

    /** The number of hashes that wait. */
    int waiting() {
        return queue.size();
    }

    /** The time that a hash handed in now would wait. */
    long expectedWaitNanos() {
        return queue.size() * meanNanos / threads;
    }

    /** The time that a hash took of late; 0 before the first. */
    long meanNanos() {
        return meanNanos;
    }

    /**
     * Takes the next one that is in time, and wanted or the last: one who sends nothing more may have left or may wait
     * for the answer, which a socket does not tell.
     *
     * @param waitNanos for one to come, at most
     * @return null when none came
     */
    HashTask take(long waitNanos) throws InterruptedException {
        Waiting next = queue.poll(waitNanos, TimeUnit.NANOSECONDS);
        while (next != null && !isDue(next)) {
            next = queue.poll();
        }
        return next == null ? null : next.task;
    }

    /** Takes note of the time that a hash took. */
    void hashed(long nanos) {
        counts.hashed(nanos);
        long mean = meanNanos;
        meanNanos = mean == 0 ? nanos : mean + (nanos - mean >> MEAN_SHIFT);
    }

    /** Takes note of a task that needed no hash. */
    void spared() {
        counts.add(HashEvent.SPARED);
    }

    /** Refuses all that wait, and all that come. */
    void close() {
        isClosed = true;
        for (Waiting next; (next = queue.poll()) != null; ) {
            counts.add(HashEvent.REFUSED);
            next.task.refuse();
        }
    }

    private boolean isDue(Waiting next) {
        long waited = clock.nanoTime() - next.sinceNanos;
        if (!queue.isEmpty() && !next.task.isWanted()) {
            counts.add(HashEvent.ABANDONED);
            next.task.refuse();
            return false;
        }
        if (waited > waitMaxNanos) {
            counts.add(HashEvent.EXPIRED);
            next.task.refuse();
            return false;
        }
        counts.waited(waited);
        return true;
    }

    private void expire() {
        long now = clock.nanoTime();
        for (Waiting head; (head = queue.peek()) != null && now - head.sinceNanos >= waitMaxNanos; ) {
            if (queue.remove(head)) {
                counts.add(HashEvent.EXPIRED);
                head.task.refuse();
            }
        }
    }
}
