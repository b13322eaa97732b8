package junretsu.load;

import java.util.List;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;

/**
 * Runs the senders of a load, or of one stage after another, each sender on a thread of its own. {@link #stop} and
 * {@link #isStopped} may be called by any thread at any time, {@link #run} by one thread.
 */
public final class LoadRunner {
    private static final long LOOK_MS = 20;

    private final Clock clock;
    private volatile boolean stopped;
    private volatile long stoppedNanos;
    private volatile LoadThreads threads;
    private long firstStartNanos = Long.MIN_VALUE;
    private long startNanos;
    private boolean hasFailed;

    /** A look at a load under way, taken some fifty times a second on the thread that runs it. */
    @FunctionalInterface
    public interface Look<E extends Exception> {

        /**
         * Looks.
         *
         * @param elapsedNanos since the start of the load; may be less than 0
         * @throws E to end the load after the slices under way
         */
        void at(long elapsedNanos) throws E;
    }

    /** Makes a runner that has nothing to run yet. */
    public LoadRunner(Clock clock) {
        this.clock = clock;
    }

    /**
     * Runs senders until all have done their parts, one has failed or {@link #stop} came; they are closed then.
     *
     * @param durationNanos as for {@link PacedSender#schedule(long, long)}
     * @param napNanos the time for which a sender with nothing due sleeps
     * @return a sentence about the sender that failed; null when none has
     */
    public <E extends Exception> String run(
            List<? extends PacedSender> senders, long durationNanos, long napNanos, Look<E> look) throws E {
        long start = PacedSender.schedule(senders, durationNanos, clock);
        firstStartNanos = firstStartNanos == Long.MIN_VALUE ? start : firstStartNanos;
        startNanos = start;
        try (LoadThreads load = new LoadThreads(senders, () -> IdlePolicy.nap(napNanos), clock).start()) {
            threads = load;
            if (stopped) {
                load.stop();
            }
            while (!load.await(LOOK_MS)) {
                look.at(clock.nanoTime() - start);
            }
            String failure = load.failure();
            hasFailed = failure != null;
            return failure;
        }
    }

    /**
     * Returns whether {@link #stop} came before the senders run last had done their parts. Where one of them failed, it
     * is that which ended the others; to be asked by the thread that ran them.
     */
    public boolean interrupted(List<? extends PacedSender> senders) {
        return !hasFailed && senders.stream().anyMatch(PacedSender::interrupted);
    }

    /** The start of the first senders on the clock; to be asked by the thread that runs them. */
    public long firstStartNanos() {
        return firstStartNanos;
    }

    /** The time from the first senders' start to that of the last, in nanoseconds; for the thread that runs them. */
    public long sinceFirstNanos() {
        return startNanos - firstStartNanos;
    }

    /** Ends the load under way after its slices under way, and each that follows at once. */
    public void stop() {
        stoppedNanos = clock.nanoTime();
        stopped = true;
        LoadThreads running = threads;
        if (running != null) {
            running.stop();
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Returns whether {@link #stop} came so long ago, or longer. */
    public boolean isStoppedFor(long nanos) {
        return stopped && clock.nanoTime() - stoppedNanos >= nanos;
    }
}
