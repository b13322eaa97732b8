package junretsu.votes.serve;

import junretsu.net.ReceiverGroup;
import junretsu.service.EventRates;
import junretsu.service.Surroundings;
import junretsu.store.EventTotals;
import junretsu.store.Milestone;
import junretsu.store.StoreLink;
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
        Surroundings surroundings) {

    /** The counts of this node at this moment. */
    Look look() {
        return files.rounds().look();
    }

    /** The round that votes belong to at this moment. */
    Round round() {
        return files.rounds().current();
    }

    /** The stage at this moment. */
    Stage stage() {
        return files.desk().current();
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
