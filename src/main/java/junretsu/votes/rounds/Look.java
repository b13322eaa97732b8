package junretsu.votes.rounds;

import junretsu.votes.VoteTally;

/**
 * The counts of a node at one moment, divided. All its tallies are the caller's own.
 *
 * @param round to which votes belonged
 * @param isOpen false when votes were late
 * @param all that was counted in all rounds, late votes among them
 * @param counted the same without the late votes
 */
public record Look(Round round, boolean isOpen, VoteTally all, VoteTally counted) {

    Look copy() {
        return new Look(round, isOpen, new VoteTally().copy(all), new VoteTally().copy(counted));
    }

    /** Late votes of all rounds; with those of the rounds they make up all. */
    public long late() {
        return all.total() - counted.total();
    }

    /** The part of the counts that belongs to the round. */
    public VoteTally ofRound() {
        return new VoteTally().copy(counted).subtract(round.before());
    }
}
