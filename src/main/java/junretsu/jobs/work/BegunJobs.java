package junretsu.jobs.work;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.Turns;

/** The jobs that were begun here and are not done, by their IDs. Any thread may call. */
final class BegunJobs {
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<JobId, Begun> jobs = new ConcurrentHashMap<>();
    private final Turns turns;
    private final Clock clock;
    private final AtomicLong sweepAt;
    private final long bytesMax;

    /** Of the states of suspended jobs that have no seat. */
    private long bytes;

    /** @param bytesMax memory that the states of suspended jobs without a seat may take */
    BegunJobs(Turns turns, Clock clock, long bytesMax) {
        this.turns = turns;
        this.bytesMax = bytesMax;
        this.clock = clock;
        sweepAt = new AtomicLong(clock.nanoTime() + SWEEP_NANOS);
    }

    /**
     * Begins or goes on with a job.
     *
     * @throws NumberFormatException when its number is none
     */
    Begun begin(Job job, int worker) {
        Begun begun = jobs.get(job.id());
        if (begun == null) {
            begun = new Begun(job);
            jobs.put(job.id(), begun);
        }
        begun.begin(job, worker);
        hold(begun, 0);
        return begun;
    }

    /** Keeps a job after a slice. */
    void suspend(Begun job, long usedNanos, boolean hasSeat) {
        hold(job, hasSeat ? 0 : job.factoring().bytes());
        job.suspend(usedNanos);
    }

    /** Returns whether the state of one more job that has no seat may be kept. */
    synchronized boolean hasRoomFor(long stateBytes) {
        return bytes + stateBytes <= bytesMax;
    }

    private synchronized void hold(Begun job, long stateBytes) {
        bytes += stateBytes - job.bytes;
        job.bytes = stateBytes;
    }

    /** The memory that the states of suspended jobs without a seat take. */
    synchronized long bytes() {
        return bytes;
    }

    void forget(JobId id) {
        Begun job = jobs.remove(id);
        if (job != null) {
            hold(job, 0);
        }
    }

    /** A job that was begun here; null when it was not, or has ended. */
    Running look(JobId id) {
        Begun begun = jobs.get(id);
        return begun == null ? null : begun.look();
    }

    /** The jobs that a worker is at, in the order of the workers. */
    List<Running> atWork() {
        return jobs.values().stream()
                .map(Begun::look)
                .filter(running -> running.worker() >= 0)
                .sorted(Comparator.comparingInt(Running::worker))
                .toList();
    }

    int size() {
        return jobs.size();
    }

    /**
     * Once a second forgets what was cancelled or taken over while it was suspended. A job is asked about twice, since
     * its turn may just have been taken.
     */
    void sweep() {
        long due = sweepAt.get();
        long now = clock.nanoTime();
        if (now - due < 0 || !sweepAt.compareAndSet(due, now + SWEEP_NANOS)) {
            return;
        }
        jobs.forEach((id, begun) -> {
            begun.unwanted = begun.isAtWork() || turns.isHeld(id) ? 0 : begun.unwanted + 1;
            if (begun.unwanted > 1) {
                forget(id);
            }
        });
    }
}
