package junretsu.jobs.queue;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;

/**
 * The work of this process so far. Any thread may count and read. At a moment at which nothing is under way, in a
 * process that alone has a queue: open at the start + accepted + requeued = completed + partial + failed + cancelled +
 * open.
 */
public final class JobCounts {
    private final Map<JobEvent, LongAdder> events = new EnumMap<>(JobEvent.class);
    private final Map<JobState, LongAdder> ends = new EnumMap<>(JobState.class);
    private final LongAdder workerNanos = new LongAdder();
    private final LogHistogram waits = new LogHistogram();
    private final LogHistogram runs = new LogHistogram();

    public JobCounts() {
        for (JobEvent event : JobEvent.values()) {
            events.put(event, new LongAdder());
        }
        for (JobState state : JobState.values()) {
            ends.put(state, new LongAdder());
        }
    }

    public void add(JobEvent event, long count) {
        events.get(event).add(count);
    }

    public long sum(JobEvent event) {
        return events.get(event).sum();
    }

    /** Counts a job that has begun for the first time. */
    public void began(long waitedNanos) {
        synchronized (waits) {
            waits.record(waitedNanos);
        }
    }

    /** Counts CPU time of a worker. */
    public void worked(long cpuNanos) {
        workerNanos.add(cpuNanos);
    }

    /**
     * Counts a job that has reached a final state.
     *
     * @param cpuNanos that it has used in all
     */
    public void ended(JobState state, long cpuNanos) {
        ends.get(state).increment();
        synchronized (runs) {
            runs.record(cpuNanos);
        }
    }

    /** Jobs that reached this final state. */
    public long endedAs(JobState state) {
        return ends.get(state).sum();
    }

    /** Jobs that reached any final state. */
    public long ended() {
        return ends.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** CPU time of all workers. */
    public long workerNanos() {
        return workerNanos.sum();
    }

    /** From acceptance to the first slice; a copy. */
    public LogHistogram waits() {
        synchronized (waits) {
            return waits.copy();
        }
    }

    /** CPU time of jobs that have ended; a copy. */
    public LogHistogram runs() {
        synchronized (runs) {
            return runs.copy();
        }
    }
}
