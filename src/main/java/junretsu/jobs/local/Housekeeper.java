package junretsu.jobs.local;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.QueueLook;
import junretsu.sql.SqlException;

/**
 * Writes results that the disk did not take once more, deletes those that have expired, and looks at the queue for
 * {@link #look}, which any thread may call.
 */
final class Housekeeper implements Worker {
    private static final long ROUND_NANOS = 100_000_000;
    private static final int RETRY_ROUNDS = 5;
    private static final int EXPIRY_ROUNDS = 10;
    private static final int LOOK_ROUNDS = 10;
    private static final int CALLERS_MAX = 10;

    /** No more than this share of the time goes into looking at every caller, which is done under the queue's lock. */
    private static final int COST_SHARE = 50;

    private final LocalState state;
    private int round;
    private ExpireUnit expiring;
    private volatile boolean isExpired;
    private volatile long failed;
    private List<QueueLook.CallerLook> busiest = List.of();
    private long nextLookNanos;

    Housekeeper(LocalState state) {
        this.state = state;
        nextLookNanos = state.clock().nanoTime();
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(ROUND_NANOS);
    }

    @Override
    public String role() {
        return "job-housekeeper";
    }

    @Override
    public int doWork() throws SqlException {
        round++;
        if (!state.unsaved().isEmpty() && round % RETRY_ROUNDS == 0) {
            state.unsaved().retry(state.database().writer()::submit);
            state.wake().run();
        }
        expire();
        if (round % LOOK_ROUNDS == 1) {
            failed = state.jobs().readers().ask(JobTable::failed);
        }
        return 0;
    }

    private void expire() throws SqlException {
        boolean isMore = isExpired && expiring != null && expiring.wasFull();
        boolean isDue = expiring == null || isExpired;
        if (isMore || isDue && round % EXPIRY_ROUNDS == 0 && hasExpired()) {
            isExpired = false;
            expiring = new ExpireUnit(state, () -> isExpired = true);
            state.database().writer().submit(expiring);
        }
    }

    private boolean hasExpired() throws SqlException {
        long nowMs = state.clock().epochMillis();
        return !state.jobs()
                .readers()
                .ask(session -> JobTable.expired(session, nowMs, 1))
                .isEmpty();
    }

    /** The queue of now; the callers are looked at so seldom that it costs next to nothing. */
    synchronized QueueLook look() {
        long begin = state.clock().nanoTime();
        if (begin - nextLookNanos >= 0) {
            busiest = busiest();
            long end = state.clock().nanoTime();
            nextLookNanos = end + COST_SHARE * (end - begin);
        }
        return state.open().look(failed, busiest);
    }

    private List<QueueLook.CallerLook> busiest() {
        List<QueueLook.CallerLook> callers = new ArrayList<>();
        for (OpenJobs.Busy busy : state.open().busiest(CALLERS_MAX)) {
            callers.add(new QueueLook.CallerLook(
                    busy.caller(), busy.queued(), busy.running(), busy.cpuNanos(), postedMs(busy.first())));
        }
        return callers;
    }

    private long postedMs(long sequence) {
        try {
            Job job = sequence < 0 ? null : state.jobs().next(sequence);
            return job == null ? 0 : job.postedMs();
        } catch (SqlException e) {
            state.errors().record("looking at the queue", e);
            return 0;
        }
    }
}
