package junretsu.votes.crowd;

import java.net.InetAddress;
import junretsu.tally.SenderFile;
import junretsu.web.MessageSocket;

/** One browser, by the number that it gave itself. Its counts belong to the counter's lock, the rest to the table's. */
final class CrowdClient {
    final long id;

    /** Its place in the list of senders. */
    final int slot;

    /** Written by the holder of the counter's lock. */
    private volatile SenderFile.Sender standing;

    // For the holder of the counter's lock.
    private CrowdBudget budget;

    // For the holder of the table's lock.
    MessageSocket socket;
    int users;
    long leftNanos;
    InetAddress postsFrom;

    /** @param standing that it begins with; its number is 0 when it has sent nothing */
    CrowdClient(int slot, SenderFile.Sender standing, int burst, long nowNanos) {
        id = standing.id();
        this.slot = slot;
        this.standing = standing;
        budget = new CrowdBudget(burst, nowNanos);
    }

    /** Its last message, and what became of all its votes. */
    SenderFile.Sender standing() {
        return standing;
    }

    CrowdBudget budget() {
        return budget;
    }

    /** Shares a budget with the other clients of its account. */
    void budget(CrowdBudget shared) {
        budget = shared;
    }

    /** A message was taken: its number, and what became of its votes. */
    SenderFile.Sender took(long number, int counted, int limited, long nowMs) {
        standing = new SenderFile.Sender(id, number, standing.counted() + counted, standing.limited() + limited, nowMs);
        return standing;
    }
}
