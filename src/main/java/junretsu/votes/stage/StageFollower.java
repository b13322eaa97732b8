package junretsu.votes.stage;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Worker;
import junretsu.store.SharedText;

/**
 * Makes the stage of this server follow the one that the servers of the event share, four times a second. The store's
 * own state tells that it is away; a fault is recorded only when it lasts while the store takes counts.
 */
public final class StageFollower implements Worker {
    /** Nanoseconds between two looks. */
    public static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Desk desk;
    private final SharedText shared;
    private final BooleanSupplier isStoreUp;
    private final DistinctErrors errors;
    private final Clock clock;
    private boolean isFailing;
    private long failingSinceNanos;
    private long notBeforeNanos;

    /**
     * @param shared closed by this worker at its end
     * @param isStoreUp true while the store takes counts
     */
    public StageFollower(Desk desk, SharedText shared, BooleanSupplier isStoreUp, DistinctErrors errors, Clock clock) {
        this.desk = desk;
        this.shared = shared;
        this.isStoreUp = isStoreUp;
        this.errors = errors;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
    }

    @Override
    public String role() {
        return "stage-follower";
    }

    @Override
    public int doWork() {
        if (clock.nanoTime() - notBeforeNanos < 0) {
            return 0;
        }
        try {
            int changes = desk.follow() ? 1 : 0;
            isFailing = false;
            return changes;
        } catch (IOException e) {
            fail(e);
            return 0;
        }
    }

    private void fail(IOException cause) {
        long now = clock.nanoTime();
        if (!isFailing || !isStoreUp.getAsBoolean()) {
            isFailing = true;
            failingSinceNanos = now;
        }
        if (now - failingSinceNanos >= GRACE_NANOS) {
            errors.record("following the stage", cause);
        }
        notBeforeNanos = now + PAUSE_NANOS;
    }

    @Override
    public void onClose() {
        shared.close();
    }
}
