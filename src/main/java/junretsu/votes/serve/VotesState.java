package junretsu.votes.serve;

import junretsu.net.ReceiverGroup;
import junretsu.service.EventRates;
import junretsu.service.Surroundings;
import junretsu.store.EventTotals;
import junretsu.store.Milestone;
import junretsu.store.StoreLink;
import junretsu.tally.CounterBlock;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteWire;
import junretsu.votes.crowd.Crowd;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.Round;
import junretsu.votes.stage.DeskAccess;
import junretsu.votes.stage.Stage;

/**
 * The parts of a running votes server that its views read. Any thread may call.
 *
 * @param access tells who may steer the event
 * @param group the receivers' sockets
 */
record VotesState(
        VotesConfig config,
        BuildInfo build,
        NodeFiles files,
        ReceiverGroup group,
        Announcements announcements,
        DeskAccess access,
        StoreLink store,
        EventRates rates,
        Crowd crowd,
        Surroundings surroundings) {

    /** The counts of this node at this moment. */
    Look look() {
        return files.rounds().look();
    }

    /** Votes of browsers in all rounds, at this moment. */
    long crowdVotes() {
        return votes(VoteCells.CROWD_BLOCK);
    }

    /** Votes of datagrams in all rounds, and those that were put back, as of the last look. */
    long udpVotes() {
        long votes = 0;
        for (int block = 0; block < CounterFile.BLOCKS; block++) {
            votes += block == VoteCells.CROWD_BLOCK ? 0 : votes(block);
        }
        return votes;
    }

    private long votes(int block) {
        CounterBlock cells = files.counters().block(block);
        long votes = 0;
        for (int button = 0; button < VoteWire.BUTTONS; button++) {
            votes += cells.get(button);
        }
        return votes;
    }

    /** The round that votes belong to at this moment. */
    Round round() {
        return files.rounds().current();
    }

    /** The stage at this moment. */
    Stage stage() {
        return files.desk().current();
    }

    /** Returns true when votes are taken from phones and the page listens where none can come. */
    boolean arePhonesOutOfReach() {
        return crowd.config().isOn() && announcements.phones().isOutOfReach();
    }

    /** The event's total as far as it is known: over all nodes when they share a store. */
    long eventTotal() {
        Look look = look();
        EventTotals totals = store.totals(look.round().name());
        long own = look.ofRound().total();
        return totals == null ? own : Math.max(own, totals.total());
    }

    /** The next milestone; null when there is none. */
    Milestone nextMilestone() {
        return announcements.milestones().next(round().name());
    }
}
