package junretsu.votes.rounds;

import java.util.Arrays;
import junretsu.votes.VoteTally;
import junretsu.votes.VoteWire;

/**
 * The votes that are late, since voting was closed when they came. A look at the counters closes voting and another
 * opens it; what was counted between the two is late. While voting is closed the votes that count stand still; while it
 * is open the late ones do. Immutable.
 *
 * @param isOpen true while votes count
 * @param still votes by button: of those that came, the late ones while voting is open, the others while it is closed
 * @param stillOfCrowd those of them that browsers sent
 */
record Voting(boolean isOpen, long[] still, long stillOfCrowd) {
    static final Voting OPEN = new Voting(true, new long[VoteWire.BUTTONS], 0);

    /**
     * Opens or closes.
     *
     * @param all the counters at this moment, late votes among them
     */
    Voting turn(VoteTally all) {
        long[] other = all.buttons().clone();
        for (int button = 0; button < other.length; button++) {
            other[button] -= still[button];
        }
        return new Voting(!isOpen, other, all.crowdVotes() - stillOfCrowd);
    }

    /** Returns the same with so many more votes by button that stand still, none of them said to be of browsers. */
    Voting add(long[] votes) {
        long[] more = still.clone();
        Arrays.setAll(more, button -> still[button] + votes[button]);
        return new Voting(isOpen, more, stillOfCrowd);
    }

    /** Takes the late votes away from all that came. */
    VoteTally leaveCounted(VoteTally all) {
        return isOpen ? all.subtractVotes(still, stillOfCrowd) : all.replaceVotes(still, stillOfCrowd);
    }
}
