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
    private CrowdBudget ofNetwork;

    // For the holder of the table's lock.
    MessageSocket socket;
    int users;
    long leftNanos;
    InetAddress postsFrom;

    /**
     * @param standing that it begins with; its number is 0 when it has sent nothing
     * @param budget of its own
     */
    CrowdClient(int slot, SenderFile.Sender standing, CrowdBudget budget) {
        id = standing.id();
        this.slot = slot;
        this.standing = standing;
        this.budget = budget;
    }

    /** Its last message, and what became of all its votes. */
    SenderFile.Sender standing() {
        return standing;
    }

    /**
     * Takes tokens for as many of the votes as there are, and returns for how many there were. Its network's are taken
     * for votes within its own rate alone, so that one who is over it takes none away from the others there.
     */
    int spend(int votes, long nowNanos) {
        int own = budget.spend(votes, nowNanos);
        return ofNetwork == null ? own : ofNetwork.spend(own, nowNanos);
    }

    /** Shares a budget with the other clients of its account. */
    void budget(CrowdBudget shared) {
        budget = shared;
    }

    /** Takes its network's budget, too. @param shared null when its network has no limit */
    void ofNetwork(CrowdBudget shared) {
        ofNetwork = shared;
    }

    /** A message was taken: its number, and what became of its votes. */
    SenderFile.Sender took(long number, int counted, int limited, long nowMs) {
        standing = new SenderFile.Sender(id, number, standing.counted() + counted, standing.limited() + limited, nowMs);
        return standing;
    }
}
