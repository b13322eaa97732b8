package junretsu.votes.serve;

import java.io.IOException;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.tally.CounterFile;
import junretsu.tally.CounterFileException;
import junretsu.tally.HistoryFile;
import junretsu.tally.Tally;
import junretsu.votes.milestones.MilestoneLog;
import junretsu.votes.rounds.RoundLog;

/**
 * What a node keeps in its data directory. The counter file comes first, since it holds the lock on the directory.
 *
 * @param counters what was counted
 * @param rounds how it is divided
 * @param milestones what the event has passed
 * @param history when it was counted
 */
record NodeFiles(CounterFile counters, RoundLog rounds, MilestoneLog milestones, HistoryFile history) {

    /** @throws StartException when a file is not to be had; its message says which and what to do */
    static NodeFiles open(VotesConfig config, Clock clock) throws StartException {
        CounterFile counters;
        try {
            counters = CounterFile.open(config.data(), config.event(), clock.epochMillis());
        } catch (CounterFileException e) {
            throw new StartException(e.getMessage(), e);
        }
        try {
            return new NodeFiles(
                    counters,
                    RoundLog.open(config.data(), config.event(), counters.createdMs()),
                    MilestoneLog.open(config.data()),
                    HistoryFile.open(config.data(), new Tally().merge(counters)));
        } catch (IOException e) {
            counters.close();
            throw new StartException("cannot use the data directory " + config.data() + ": " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            history.close();
            milestones.close();
            rounds.close();
        } catch (IOException e) {
            throw new AssertionError("all that was written is in the file already", e);
        } finally {
            counters.close();
        }
    }
}
