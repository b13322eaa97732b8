package junretsu.votes.stage;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Worker;
import junretsu.store.SharedText;

/** Makes the stage of this server follow the one that the servers of the event share, four times a second. */
public final class StageFollower implements Worker {
    /** Nanoseconds between two looks. */
    public static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Desk desk;
    private final SharedText shared;
    private final DistinctErrors errors;
    private final Clock clock;
    private long notBeforeNanos;

    /** @param shared closed by this worker at its end */
    public StageFollower(Desk desk, SharedText shared, DistinctErrors errors, Clock clock) {
        this.desk = desk;
        this.shared = shared;
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
            return desk.follow() ? 1 : 0;
        } catch (IOException e) {
            errors.record("following the stage", e);
            notBeforeNanos = clock.nanoTime() + PAUSE_NANOS;
            return 0;
        }
    }

    @Override
    public void onClose() {
        shared.close();
    }
}
