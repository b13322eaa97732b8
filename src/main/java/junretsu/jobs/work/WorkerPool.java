package junretsu.jobs.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import junretsu.base.Clock;
import junretsu.base.WorkerThread;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.Turns;
import junretsu.service.Workers;

/**
 * The threads that work on the jobs of a queue. They keep the state of the jobs that they have begun, and any of them
 * goes on with it. Methods may be called by any thread.
 */
public final class WorkerPool {
    private final List<JobWorker> workers = new ArrayList<>();
    private final BegunJobs begun;
    private final IdleWorkers idle;

    /**
     * Makes the workers, which begin when they are started.
     *
     * @param turns wakes them from now on
     * @param counts of the queue, which counts all but the results that were known
     */
    public WorkerPool(Turns turns, JobCounts counts, WorkSettings settings, Courtesy courtesy, Clock clock) {
        this(turns, counts, settings, courtesy, clock, threadCpuTime());
    }

    WorkerPool(
            Turns turns,
            JobCounts counts,
            WorkSettings settings,
            Courtesy courtesy,
            Clock clock,
            LongSupplier cpuNanos) {
        begun = new BegunJobs(turns, clock, settings.stateBytesMax());
        idle = new IdleWorkers(settings.workers());
        ResultCache cache = new ResultCache(settings.cacheSize());
        for (int number = 0; number < settings.workers(); number++) {
            SliceWatch watch = new SliceWatch(number, turns, courtesy, clock, cpuNanos);
            workers.add(
                    new JobWorker(number, turns, counts, settings.jobTimeNanos(), begun, cache, idle, watch, cpuNanos));
        }
        turns.whenReady(idle::wakeOne);
    }

    /** The CPU time of the calling thread; the time that passes where the system does not tell. */
    private static LongSupplier threadCpuTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads::getCurrentThreadCpuTime
                : System::nanoTime;
    }

    /** Adds a thread for each worker to those of a server, which starts and stops them. */
    public List<WorkerThread> addTo(Workers threads) {
        List<WorkerThread> added = new ArrayList<>();
        for (int number = 0; number < workers.size(); number++) {
            added.add(threads.add(workers.get(number), idle.policy(number)));
        }
        return added;
    }

    /** The workers, to be stepped by hand. */
    List<JobWorker> workers() {
        return workers;
    }

    /** The jobs that a worker is at, in the order of the workers. */
    public List<Running> running() {
        return begun.atWork();
    }

    /** A job that was begun here and is not done; null when there is none of this ID. */
    public Running look(JobId id) {
        return begun.look(id);
    }

    /** The memory that the states of suspended jobs without a seat take, roughly. */
    long stateBytes() {
        return begun.bytes();
    }

    /** Jobs whose state is kept here, those included that a worker is at. */
    public int begun() {
        return begun.size();
    }
}
