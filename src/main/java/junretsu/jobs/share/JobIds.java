package junretsu.jobs.share;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.jobs.queue.JobId;

/**
 * Makes the IDs of this node's postings, each higher than the one before it. The sequence number is the milliseconds
 * since {@link #EPOCH_MS}, so IDs of several nodes are in about the order of their postings. Any thread may call.
 */
final class JobIds {
    /** 2026-01-01 UTC; 40 bits of milliseconds last for 34 years. */
    static final long EPOCH_MS = 1_767_225_600_000L;

    private static final int NUMBERS = 1 << QueueKeys.NUMBER_BITS;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private long lastMs;
    private int number;

    JobIds(Clock clock) {
        this.clock = clock;
    }

    synchronized List<JobId> next(String caller, int count) {
        long hash = QueueKeys.hash(caller);
        List<JobId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            step();
            long rest = random.nextLong() >>> Long.SIZE - QueueKeys.RANDOM_BITS;
            long numbered = (long) number << Long.SIZE - QueueKeys.NUMBER_BITS;
            ids.add(new JobId(lastMs & JobId.SEQUENCE_MAX, numbered | hash << QueueKeys.RANDOM_BITS | rest));
        }
        return ids;
    }

    private void step() {
        long nowMs = Math.max(0, clock.epochMillis() - EPOCH_MS);
        if (nowMs > lastMs) {
            lastMs = nowMs;
            number = 0;
        } else if (++number == NUMBERS) {
            lastMs++;
            number = 0;
        }
    }
}
