package junretsu.votes.crowd;

import java.nio.ByteBuffer;
import java.util.Arrays;
import junretsu.base.Clock;
import junretsu.tally.SenderFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteWire;

/**
 * Counts the votes of browsers into one block, a message at a time: its lock makes the many threads that read one
 * writer. A message's votes and its number change as one step, so that one that is acknowledged is in the counter file,
 * and one that is sent again is not counted again, also when the process was killed between.
 */
final class CrowdCounter {
    /** Numbers that a client may skip: it gives up a message that was lost twice. */
    static final int SKIPPED_MAX = 1_000;

    /** The largest number that a script can count to (ECMAScript, Number.MAX_SAFE_INTEGER). */
    static final long NUMBER_MAX = (1L << 53) - 1;

    static final String NUMBER_RULE = "a message's number is the one before it and 1, from 1 to 2^53 - 1; at most "
            + SKIPPED_MAX + " are skipped";

    private final SenderFile file;
    private final int buttons;
    private final Clock clock;
    private final int[] votesOf = new int[VoteWire.BUTTONS];
    private boolean isClosed;

    /**
     * @param file whose block has these votes
     * @param buttons how many the event has
     */
    CrowdCounter(SenderFile file, int buttons, Clock clock) {
        this.file = file;
        this.buttons = buttons;
        this.clock = clock;
    }

    /**
     * Counts a message, unless its number was taken before.
     *
     * @param votes a button each
     * @return the client's state with it; null when the number cannot be the next, or nothing is counted any more
     */
    synchronized SenderFile.Sender take(CrowdClient client, long number, ByteBuffer votes) {
        SenderFile.Sender before = client.standing();
        boolean isAhead = before.number() > 0 && number - before.number() > SKIPPED_MAX;
        if (isClosed || number < 1 || number > NUMBER_MAX || isAhead) {
            return null;
        }
        if (number > before.number()) {
            int sent = votes.remaining();
            int allowed = client.spend(sent, clock.nanoTime());
            int counted = count(votes, allowed);
            file.add(VoteCells.CROWD_VOTES, counted);
            file.add(VoteCells.CROWD_LIMITED, sent - allowed);
            file.add(VoteCells.CROWD_MESSAGES, 1);
            file.commit(client.slot, client.took(number, counted, sent - allowed, clock.epochMillis()));
        }
        return client.standing();
    }

    /** Adds the first votes up by button, and returns how many are for a button that there is. */
    private int count(ByteBuffer votes, int allowed) {
        for (int i = 0; i < allowed; i++) {
            votesOf[votes.get(votes.position() + i) & 0xFF]++;
        }
        int counted = 0;
        for (int button = 0; button < buttons; button++) {
            counted += votesOf[button];
            file.add(button, votesOf[button]);
        }
        file.add(VoteCells.REJECTED, allowed - counted);
        Arrays.fill(votesOf, 0);
        return counted;
    }

    /**
     * Lets a client share budgets from here on.
     *
     * @param ofAccount null when it has one of its own
     * @param ofNetwork null when its network has no limit
     */
    synchronized void share(CrowdClient client, CrowdBudget ofAccount, CrowdBudget ofNetwork) {
        if (ofAccount != null) {
            client.budget(ofAccount);
        }
        client.ofNetwork(ofNetwork);
    }

    /** The state of a client that has sent nothing with this request. */
    synchronized SenderFile.Sender standing(CrowdClient client) {
        return client.standing();
    }

    /** Counts nothing from here on. */
    synchronized void close() {
        isClosed = true;
    }

    /** Nothing is counted any more. */
    synchronized boolean isClosed() {
        return isClosed;
    }
}
