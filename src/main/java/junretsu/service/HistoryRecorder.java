package junretsu.service;

import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.tally.PointsFile;

/** Adds new counts to the history, a few times a second, so that each point ends near its second's end. */
public final class HistoryRecorder implements Worker {
    private static final long INTERVAL_NANOS = 200_000_000;

    private final PointsFile history;
    private final Supplier<long[]> totals;
    private final Clock clock;

    /** @param totals of the history's series at this moment; called by this worker's thread alone */
    public HistoryRecorder(PointsFile history, Supplier<long[]> totals, Clock clock) {
        this.history = history;
        this.totals = totals;
        this.clock = clock;
    }

    /** The wait between two rounds. */
    public static IdlePolicy idlePolicy() {
        return IdlePolicy.every(INTERVAL_NANOS);
    }

    @Override
    public String role() {
        return "history";
    }

    @Override
    public int doWork() {
        history.add(clock.epochMillis() / 1_000, totals.get());
        return 1;
    }

    /** Records a last time; to be closed after those that count. */
    @Override
    public void onClose() {
        doWork();
    }
}
