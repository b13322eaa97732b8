package junretsu.votes.blast;

import java.util.Arrays;

/**
 * What became of the votes that were sent, as the server's counts before and after tell it. For each run
 * {@code sent + extra = counted + rejected + dropped + lost}, and of extra and lost one is 0.
 *
 * @param counted votes that the server counted
 * @param rejected votes that the server got for buttons which the event does not have
 * @param dropped votes in the packets that the kernel of the server threw away; at most so many where packets may hold
 *     several datagrams, since the kernel does not tell how many they held
 * @param droppedPackets those packets
 * @param lost votes that nobody saw arrive: lost on the way
 * @param extra votes that others sent meanwhile
 * @param buttons votes counted for each button, 256 cells
 * @param equal whether for each button exactly as many votes were counted as sent
 * @param loss share of the votes sent that was neither counted nor rejected, 0 to 1
 */
public record Verdict(
        long counted,
        long rejected,
        long dropped,
        long droppedPackets,
        long lost,
        long extra,
        long[] buttons,
        boolean equal,
        double loss) {

    /**
     * @param sent votes sent for each button
     * @param payload votes a datagram
     * @param packetMax votes that one packet may have held; more than the payload when the kernel was to join datagrams
     */
    static Verdict of(VotesCounts before, VotesCounts after, long[] sent, int payload, int packetMax) {
        long sentTotal = Arrays.stream(sent).sum();
        long counted = after.total() - before.total();
        long rejected = after.rejected() - before.rejected();
        long missing = sentTotal - counted - rejected;
        long packets = after.dropped() - before.dropped();
        long dropped = droppedVotes(packets, payload, packetMax, missing);
        long[] buttons = new long[sent.length];
        Arrays.setAll(buttons, button -> after.buttons()[button] - before.buttons()[button]);
        return new Verdict(
                counted,
                rejected,
                dropped,
                packets,
                Math.max(0, missing - dropped),
                Math.max(0, dropped - missing),
                buttons,
                Arrays.equals(buttons, sent),
                sentTotal == 0 ? 0 : Math.max(0, missing) / (double) sentTotal);
    }

    /** Whether no vote can be on the way any more. */
    boolean isComplete() {
        return loss == 0;
    }

    private static long droppedVotes(long packets, int payload, int packetMax, long missing) {
        if (packetMax > payload) {
            return Math.min(Math.max(0, missing), packets * packetMax);
        }
        long votes = packets * payload;
        boolean lastWasShort = missing > 0 && votes > missing && votes - missing < payload;
        return lastWasShort ? missing : votes;
    }
}
