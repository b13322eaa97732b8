package junretsu.votes.blast.crowd;

import junretsu.votes.VoteWire;
import junretsu.votes.blast.ButtonMix;

/**
 * The votes of all messages, prepared: bursts of one length one behind another, taken in turn again and again. To be
 * used by one thread.
 */
final class VoteRing {
    private static final int BYTES_WANTED = 256 << 10;

    private final byte[] votes;
    private final int burst;
    private final int bursts;

    /** @param burst votes a message */
    VoteRing(ButtonMix mix, int burst, long seed) {
        this.burst = burst;
        this.bursts = BYTES_WANTED / burst;
        this.votes = mix.sample(bursts * burst, seed);
    }

    /** Votes a message. */
    int burst() {
        return burst;
    }

    /**
     * Writes a message.
     *
     * @param batch the message's place in the order of all messages, from 0
     * @return its length
     */
    int write(long batch, long number, byte[] message) {
        return CrowdWire.write(number, votes, offset(batch), burst, message);
    }

    /** Adds a message's votes to the counts of 256 buttons. */
    void count(long batch, long[] buttons) {
        int from = offset(batch);
        for (int i = from; i < from + burst; i++) {
            buttons[votes[i] & VoteWire.BUTTONS - 1]++;
        }
    }

    private int offset(long batch) {
        return (int) (batch % bursts) * burst;
    }
}
