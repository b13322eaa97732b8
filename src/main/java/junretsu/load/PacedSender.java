package junretsu.load;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;

/**
 * A sender that follows a schedule: its times, its end and its lag. The thread that steps it is the one writer;
 * {@link #lag}, {@link #course} and {@link #interrupted} may be read by any thread once it has {@link #ended}, {@link
 * #slipNanos} at any time.
 */
public abstract class PacedSender implements LoadWorker {
    /** The time after the end that a late generator gets, so that its last slice is not cut off. */
    private static final long CATCH_UP_NANOS = 100_000_000L;

    /** So that all senders are there when the first of what they send is due. */
    private static final long RUN_UP_NANOS = 5_000_000L;

    /** Says what is due. */
    protected final Pacer pacer;

    protected final Clock clock;
    private final String role;
    private final ScheduleLag lag = new ScheduleLag();
    private final AtomicLong slipNanos = new AtomicLong();
    private final TimeLine course = new TimeLine();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;
    private boolean interrupted;
    private long startNanos;
    private long endNanos;
    private long endedNanos;

    /** @param service stands in the role's name, as in {@code votes-sender-0} */
    protected PacedSender(String service, Pacer pacer, Clock clock) {
        this.role = service + "-sender-" + pacer.sender();
        this.pacer = pacer;
        this.clock = clock;
    }

    /**
     * Sets the times of all senders of a load, so that it begins in a moment. To be called once, before their threads
     * start.
     *
     * @param durationNanos as for {@link #schedule(long, long)}
     * @return the start on the clock
     */
    public static long schedule(List<? extends PacedSender> senders, long durationNanos, Clock clock) {
        long start = clock.nanoTime() + RUN_UP_NANOS;
        senders.forEach(sender -> sender.schedule(start, durationNanos));
        return start;
    }

    /** The lag of all senders together, which must have {@link #ended}. */
    public static ScheduleLag lag(List<? extends PacedSender> senders) {
        ScheduleLag lag = new ScheduleLag();
        senders.forEach(sender -> lag.add(sender.lag()));
        return lag;
    }

    /** The number sent over the time by all senders, which must have {@link #ended}, with its lag. */
    public static TimeLine course(List<? extends PacedSender> senders) {
        TimeLine course = new TimeLine();
        senders.forEach(sender -> course.add(sender.course()));
        return course;
    }

    /** The longest lag of any of the senders so far, in nanoseconds. */
    public static long slipNanos(List<? extends PacedSender> senders) {
        return senders.stream()
                .mapToLong((PacedSender sender) -> sender.slipNanos.get())
                .max()
                .orElse(0);
    }

    /** The time from the start until the last of the senders, which must have {@link #ended}, had done its part. */
    public static long endedNanos(List<? extends PacedSender> senders) {
        return senders.stream()
                .mapToLong((PacedSender sender) -> sender.endedNanos)
                .max()
                .orElse(0);
    }

    /**
     * Sets the times. To be called once, before the thread starts.
     *
     * @param start of the load on the clock, the same for all senders
     * @param durationNanos after which it ends, whatever is left; {@link Long#MAX_VALUE} when the count says it
     */
    public final void schedule(long start, long durationNanos) {
        startNanos = start;
        boolean canBeBehind = !pacer.isUnlimited() && durationNanos != Long.MAX_VALUE;
        endNanos = canBeBehind ? durationNanos + CATCH_UP_NANOS : durationNanos;
    }

    @Override
    public final String role() {
        return role;
    }

    @Override
    public final void stop() {
        stopped = true;
    }

    @Override
    public final CountDownLatch ended() {
        return ended;
    }

    /** Empty when the load was not paced. */
    public final ScheduleLag lag() {
        return lag;
    }

    /** The number sent over the time of the load, with its lag where the load was paced. */
    public final TimeLine course() {
        return course;
    }

    /**
     * Returns whether {@link #stop} came before this sender had done its part; it comes too when another sender fails,
     * see {@link LoadRunner#interrupted}.
     */
    public final boolean interrupted() {
        return interrupted;
    }

    /** The start of the load on the clock. */
    protected final long startNanos() {
        return startNanos;
    }

    /** Nanoseconds since the start; less than 0 before it. */
    protected final long elapsedNanos() {
        return clock.nanoTime() - startNanos;
    }

    protected final boolean isStopped() {
        return stopped;
    }

    /** The end of the time, in nanoseconds from the start; {@link Long#MAX_VALUE} when the count says it. */
    protected final long endNanos() {
        return endNanos;
    }

    /**
     * Returns whether nothing more is to be sent: all is, the time is up, or {@link #stop} came before, which is then
     * an interruption.
     */
    protected final boolean isDone(long elapsedNanos, boolean isAllSent) {
        boolean isDone = isAllSent || elapsedNanos >= endNanos;
        interrupted = !isDone && stopped;
        return isDone || interrupted;
    }

    /** Takes note that {@link #stop} came while something was left to do after the last was sent. */
    protected final void leftByStop() {
        interrupted = true;
    }

    /** Returns whether {@link #end} was called. */
    protected final boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /**
     * Takes note of the lag of a slice that was sent.
     *
     * @param first its first one's number, from 0
     * @param elapsedNanos since the start, when it was sent
     */
    protected final void recordLag(long first, int count, long elapsedNanos) {
        long at = Math.max(0, elapsedNanos);
        if (pacer.isUnlimited()) {
            course.record(at, count, TimeLine.UNTIMED);
            return;
        }
        long nanos = Math.max(0, elapsedNanos - pacer.dueNanos(first));
        lag.record(nanos, count);
        course.record(at, count, nanos);
        if (nanos > slipNanos.get()) {
            slipNanos.lazySet(nanos);
        }
    }

    /** Ends this sender's part; to be called once, after everything else is written. */
    protected final void end(long elapsedNanos) {
        endedNanos = elapsedNanos;
        ended.countDown();
    }
}
