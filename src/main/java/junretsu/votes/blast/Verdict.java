package junretsu.votes.blast;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import junretsu.load.NamedCounts;

/**
 * The fate of the votes that were sent, as the server's counts before and after show it. For each run
 * {@code sent + extra = counted + rejected + limited + late + dropped + lost}. Buttons are compared one by one, so that
 * a vote counted for another button than it was sent for is both lost and extra.
 *
 * @param counted votes that the server counted
 * @param rejected votes that the server got for buttons which the event does not have
 * @param limited votes that the server got of sources over {@code --limit-source}; for which buttons is unknown
 * @param late votes that the server got while voting was closed, in no round; for which buttons is unknown
 * @param dropped votes in the packets that the kernel of the server threw away; at most so many where packets may hold
 *     several datagrams, since the kernel does not say how many they held
 * @param droppedPackets those packets
 * @param lost votes sent that are in none of these counts: lost on the way
 * @param extra votes counted that were not sent from here: others sent them meanwhile, or the server counts too much
 * @param buttons votes counted for each button, 256 cells
 * @param total by how much the server's total grew
 * @param equal whether for each button exactly as many votes were counted as sent
 * @param loss share of the votes sent that was neither counted nor rejected nor limited nor late, 0 to 1
 */
public record Verdict(
        long counted,
        long rejected,
        long limited,
        long late,
        long dropped,
        long droppedPackets,
        long lost,
        long extra,
        long[] buttons,
        long total,
        boolean equal,
        double loss) {

    /** The names of the counts that it compares. */
    static final List<String> COUNTS = List.of("total", "buttons", "rejected", "limited", "late", "dropped");

    /**
     * Compares.
     *
     * @param now what the server counted meanwhile
     * @param sent votes sent for each button
     * @param payload votes a datagram
     * @param packetMax votes that one packet may have held; more than the payload when the kernel was to join datagrams
     */
    static Verdict of(NamedCounts now, long[] sent, int payload, int packetMax) {
        long[] buttons = new long[sent.length];
        Arrays.setAll(buttons, button -> now.count("buttons." + button));
        long tooFew = 0;
        long tooMany = 0;
        for (int button = 0; button < sent.length; button++) {
            tooFew += Math.max(0, sent[button] - buttons[button]);
            tooMany += Math.max(0, buttons[button] - sent[button]);
        }
        long sentTotal = Arrays.stream(sent).sum();
        long rejected = now.count("rejected");
        long limited = now.count("limited");
        long late = now.count("late");
        long missing = tooFew - rejected - limited - late;
        long packets = now.count("dropped");
        long dropped = droppedVotes(packets, payload, packetMax, missing);
        return new Verdict(
                Arrays.stream(buttons).sum(),
                rejected,
                limited,
                late,
                dropped,
                packets,
                Math.max(0, missing - dropped),
                tooMany + Math.max(0, dropped - missing),
                buttons,
                now.count("total"),
                Arrays.equals(buttons, sent),
                sentTotal == 0 ? 0 : Math.max(0, missing) / (double) sentTotal);
    }

    /** Returns whether no vote can be on the way any more. */
    boolean isComplete() {
        return loss == 0;
    }

    /** Returns whether every vote sent was counted, and nothing else was counted or in any other of the counts. */
    boolean isExact() {
        return equal && lost == 0 && extra == 0;
    }

    /** A sentence when the server's counts do not fit together; null when they do. */
    String contradiction() {
        return total == counted
                ? null
                : String.format(
                        Locale.ROOT,
                        "the server contradicts itself: its total grew by %,d, its buttons together by %,d",
                        total,
                        counted);
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
