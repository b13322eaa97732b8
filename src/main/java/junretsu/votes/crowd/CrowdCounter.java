package junretsu.votes.crowd;

import java.nio.ByteBuffer;
import junretsu.base.Clock;
import junretsu.tally.CounterBlock;
import junretsu.votes.VoteCells;

/**
 * Counts the votes of browsers into one block, a message at a time: its lock makes the many threads that read one
 * writer. A message is counted before its number is taken, so that what is acknowledged is in the counter file.
 */
final class CrowdCounter {
    /** How far a client's number may be ahead: it gives up a message that was lost twice. */
    static final int SKIPPED_MAX = 1_000;

    /** The largest number that a script can count to (ECMAScript, Number.MAX_SAFE_INTEGER). */
    static final long NUMBER_MAX = (1L << 53) - 1;

    static final String NUMBER_RULE = "a message's number is the one before it and 1, from 1 to 2^53 - 1; at most "
            + SKIPPED_MAX + " are skipped";

    private final CounterBlock block;
    private final int buttons;
    private final CrowdConfig config;
    private final Clock clock;
    private boolean isClosed;

    /** @param buttons how many the event has */
    CrowdCounter(CounterBlock block, int buttons, CrowdConfig config, Clock clock) {
        this.block = block;
        this.buttons = buttons;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Counts a message, unless its number was taken before.
     *
     * @param votes a button each
     * @return the client's state with it; null when the number cannot be the next, or nothing is counted any more
     */
    synchronized CrowdClient.Standing take(CrowdClient client, long number, ByteBuffer votes) {
        long before = client.acknowledged();
        if (isClosed || number < 1 || number > NUMBER_MAX || (before > 0 && number - before > SKIPPED_MAX)) {
            return null;
        }
        block.add(VoteCells.CROWD_MESSAGES, 1);
        if (number > before) {
            int sent = votes.remaining();
            int allowed = client.spend(sent, config.votesPerSecond(), config.burst(), clock.nanoTime());
            int counted = count(votes, allowed);
            client.took(number, counted, sent - allowed);
            block.add(VoteCells.CROWD_VOTES, counted);
            block.add(VoteCells.CROWD_LIMITED, sent - allowed);
        }
        return client.standing();
    }

    private int count(ByteBuffer votes, int allowed) {
        int counted = 0;
        for (int i = votes.position(); i < votes.position() + allowed; i++) {
            int button = votes.get(i) & 0xFF;
            boolean isKnown = button < buttons;
            block.add(isKnown ? button : VoteCells.REJECTED, 1);
            counted += isKnown ? 1 : 0;
        }
        return counted;
    }

    /** The state of a client that has sent nothing with this request. */
    synchronized CrowdClient.Standing standing(CrowdClient client) {
        return client.standing();
    }

    /** Counts nothing from here on. */
    synchronized void close() {
        isClosed = true;
    }
}
