package junretsu.votes.blast;

import java.util.Arrays;

/**
 * What became of the votes that were sent, as the server's counts before and after tell it. For each run
 * {@code sent + extra = counted + rejected + dropped + lost}, and of extra and lost one is 0.
 *
 * @param counted votes that the server counted
 * @param rejected votes that the server got for buttons which the event does not have
 * @param dropped votes in the packets that the kernel of the server threw away
 * @param lost votes that nobody saw arrive: lost on the way
 * @param extra votes that others sent meanwhile
 * @param buttons votes counted for each button, 256 cells
 * @param equal whether for each button exactly as many votes were counted as sent
 * @param loss share of the votes sent that was neither counted nor rejected, 0 to 1
 */
public record Verdict(
        long counted, long rejected, long dropped, long lost, long extra, long[] buttons, boolean equal, double loss) {

    /**
     * @param payload votes a packet
     * @param sentButtons votes sent for each button
     */
    static Verdict of(ServerCounts before, ServerCounts after, long[] sentButtons, int payload) {
        long sent = Arrays.stream(sentButtons).sum();
        long counted = after.total() - before.total();
        long rejected = after.rejected() - before.rejected();
        long missing = sent - counted - rejected;
        long dropped = droppedVotes(after.dropped() - before.dropped(), payload, missing);
        long[] buttons = new long[sentButtons.length];
        Arrays.setAll(buttons, button -> after.buttons()[button] - before.buttons()[button]);
        return new Verdict(
                counted,
                rejected,
                dropped,
                Math.max(0, missing - dropped),
                Math.max(0, dropped - missing),
                buttons,
                Arrays.equals(buttons, sentButtons),
                sent == 0 ? 0 : Math.max(0, missing) / (double) sent);
    }

    /** Whether every vote is accounted for, so that no more can be on the way. */
    boolean isComplete() {
        return lost == 0;
    }

    /** The last packet may have held fewer votes than the others. */
    private static long droppedVotes(long packets, int payload, long missing) {
        long votes = packets * payload;
        return votes > missing && votes - missing < payload && missing > 0 ? missing : votes;
    }
}
