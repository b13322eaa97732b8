package junretsu.users.password;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.Worker;

/** Runs short tasks when their time has come, on a thread of its own. Any thread may hand them in. */
final class Later implements Worker {
    private static final long WAIT_NANOS = 100_000_000;

    private final DelayQueue<Due> queue = new DelayQueue<>();
    private final Clock clock;
    private final long waitNanos;
    private volatile boolean isClosed;

    Later(Clock clock) {
        this(clock, WAIT_NANOS);
    }

    /** @param waitNanos that a round waits for a task, at most */
    Later(Clock clock, long waitNanos) {
        this.clock = clock;
        this.waitNanos = waitNanos;
    }

    /**
     * Runs a task at a time, at once when that has passed.
     *
     * @param task must not block
     */
    void at(long nanos, Runnable task) {
        if (clock.nanoTime() - nanos >= 0) {
            task.run();
            return;
        }
        queue.add(new Due(nanos, clock, task));
        if (isClosed) {
            runAll();
        }
    }

    @Override
    public String role() {
        return "password-timer";
    }

    @Override
    public int doWork() throws InterruptedException {
        Due due = queue.poll(waitNanos, TimeUnit.NANOSECONDS);
        if (due == null) {
            return 0;
        }
        due.task.run();
        return 1;
    }

    /** Runs what waits, ahead of its time. */
    @Override
    public void onClose() {
        isClosed = true;
        runAll();
    }

    private void runAll() {
        for (Due due : queue.toArray(new Due[0])) {
            if (queue.remove(due)) {
                due.task.run();
            }
        }
    }

    private record Due(long nanos, Clock clock, Runnable task) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanos - clock.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(nanos - ((Due) other).nanos);
        }
    }
}
