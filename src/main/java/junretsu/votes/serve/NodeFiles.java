package junretsu.votes.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Opened;
import junretsu.config.StartException;
import junretsu.service.milestones.MilestoneLog;
import junretsu.store.SharedText;
import junretsu.tally.CounterFile;
import junretsu.tally.PointsFile;
import junretsu.tally.SenderFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import junretsu.votes.crowd.Crowd;
import junretsu.votes.rounds.RoundLog;
import junretsu.votes.stage.Desk;

/**
 * The files that a node keeps in its data directory. The counter file comes first, since it holds the lock on the
 * directory.
 *
 * @param counters the counts
 * @param rounds the rounds that divide the counts
 * @param desk the stage, which the organiser changes
 * @param milestones those that the event has passed
 * @param history the counts over time
 * @param senders the browsers' last messages; null when no votes are taken from browsers
 */
record NodeFiles(
        CounterFile counters,
        RoundLog rounds,
        Desk desk,
        MilestoneLog milestones,
        PointsFile history,
        SenderFile senders) {
    /** The series of the history, in the order of {@link #totals}. */
    static final List<String> SERIES = List.of("votes", "dropped", "rejected");

    /**
     * Opens the other files, making those that are missing.
     *
     * @param counters opened already; closed with the others, also when this fails
     * @param stage that the servers of the event share; null for one of this server alone
     * @param errors takes note when votes had to be put back into the counter file
     * @throws StartException when a file cannot be used; its message says which and what to do
     */
    static NodeFiles open(
            VotesConfig config, CounterFile counters, SharedText stage, Clock clock, DistinctErrors errors)
            throws StartException {
        Path directory = config.server().data();
        try (Opened opened = new Opened()) {
            opened.add(counters);
            SenderFile senders = config.crowd().isOn()
                    ? opened.add(
                            SenderFile.open(directory, counters, VoteCells.CROWD_BLOCK, Crowd.slots(config.crowd())))
                    : null;
            RoundLog rounds = opened.add(RoundLog.open(directory, counters));
            Desk desk =
                    Desk.open(directory, rounds, stage, config.announcements().stage(), errors, clock);
            MilestoneLog milestones = opened.add(MilestoneLog.open(directory));
            long[] totals = totals(new VoteTally().merge(counters));
            PointsFile history = opened.add(PointsFile.open(directory, counters, SERIES, totals));
            if (rounds.raisedVotes() > 0) {
                errors.announce(String.format(
                        Locale.ROOT,
                        "the counter file was older than the rounds: %,d votes that it lacked were put back",
                        rounds.raisedVotes()));
            }
            opened.keep();
            return new NodeFiles(counters, rounds, desk, milestones, history, senders);
        } catch (IOException e) {
            throw StartException.of("cannot use the data directory " + directory, e);
        }
    }

    /** A tally's totals in the order of {@link #SERIES}. */
    static long[] totals(VoteTally tally) {
        return new long[] {tally.total(), tally.kernelDrops(), tally.rejected()};
    }

    /** Writes everything to the disk and releases the directory. Never throws: a fault goes to {@code errors}. */
    void close(DistinctErrors errors) {
        if (senders != null) {
            errors.close("the list of senders", senders);
        }
        errors.close("the data directory", history, milestones, rounds, counters);
    }
}
