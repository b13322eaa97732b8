package junretsu.votes.serve;

import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.tally.CounterFile;
import junretsu.tally.PointsFile;
import junretsu.votes.VoteTally;

/** Adds new counts to the history, a few times a second, so that each point ends near its second's end. */
final class HistoryRecorder implements Worker {
    private final CounterFile file;
    private final PointsFile history;
    private final Clock clock;
    private final VoteTally tally = new VoteTally();

    HistoryRecorder(CounterFile file, PointsFile history, Clock clock) {
        this.file = file;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public String role() {
        return "history";
    }

    @Override
    public int doWork() {
        history.add(clock.epochMillis() / 1_000, NodeFiles.totals(tally.merge(file)));
        return 1;
    }

    /** Records a last time, after the receivers have ended. */
    @Override
    public void onClose() {
        doWork();
    }
}
