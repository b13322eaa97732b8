package junretsu.jobs.share;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.jobs.queue.JobId;
import junretsu.redis.RedisException;
import junretsu.redis.RedisSubscription;

/** Hears of jobs that end anywhere, for those who wait for them here. */
final class EndWatch implements Worker {
    private static final long TICK_NANOS = 3_000_000;
    private static final long IDLE_TICK_NANOS = 50_000_000;

    /** Messages may be lost with a connection: so often all that are waited for are looked at. */
    private static final long LOOK_NANOS = 5_000_000_000L;

    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 500_000_000;

    private final RedisSubscription subscription;
    private final EndWaiters waiters;
    private final Lanes lanes;
    private final Clock clock;
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private long notBeforeNanos;
    private long lookedNanos;

    EndWatch(RedisSubscription subscription, EndWaiters waiters, Lanes lanes, Clock clock) {
        this.subscription = subscription;
        this.waiters = waiters;
        this.lanes = lanes;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
        lookedNanos = notBeforeNanos;
    }

    @Override
    public String role() {
        return "job-ends";
    }

    IdlePolicy idlePolicy() {
        return work -> LockSupport.parkNanos(waiters.isEmpty() ? IDLE_TICK_NANOS : TICK_NANOS);
    }

    @Override
    public int doWork() {
        if (clock.nanoTime() - notBeforeNanos < 0) {
            return 0;
        }
        try {
            List<byte[]> messages = subscription.messages();
            backOff.succeeded();
            if (messages == null || clock.nanoTime() - lookedNanos > LOOK_NANOS) {
                lookedNanos = clock.nanoTime();
                waiters.ids().forEach(this::look);
                return 0;
            }
            messages.forEach(this::heard);
            return messages.size();
        } catch (RedisException | ClassCastException | IndexOutOfBoundsException e) {
            subscription.close();
            notBeforeNanos = clock.nanoTime() + backOff.failed();
            return 0;
        }
    }

    @Override
    public void onClose() {
        subscription.close();
    }

    /** Finds a job, and tells those who wait for it if it has ended. */
    void look(JobId id) {
        lanes.ask(
                lanes.keys().shard(id),
                lanes.find(id),
                fields -> waiters.tell(JobFields.job(id, fields)),
                failure -> {});
    }

    private void heard(byte[] message) {
        for (String word : new String(message, StandardCharsets.US_ASCII).split(" ")) {
            JobId id = JobId.parse(word);
            if (id != null && waiters.has(id)) {
                look(id);
            }
        }
    }
}
