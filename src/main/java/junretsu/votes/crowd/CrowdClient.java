package junretsu.votes.crowd;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import junretsu.tally.SenderFile;
import junretsu.web.MessageSocket;

/** One browser, by the number that it gave itself. Its counts belong to the counter's lock, the rest to the table's. */
final class CrowdClient {
    final long id;

    /** Its place in the list of senders. */
    final int slot;

    // For the holder of the counter's lock.
    private SenderFile.Sender standing;
    private double tokens;
    private long filledNanos;

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
        tokens = burst;
        filledNanos = nowNanos;
    }

    /** Its last message, and what became of all its votes. */
    SenderFile.Sender standing() {
        return standing;
    }

    /** Takes tokens for as many of the votes as there are (a token bucket), and returns for how many there were. */
    int spend(int votes, int votesPerSecond, int burst, long nowNanos) {
        double passed = (double) (nowNanos - filledNanos) / TimeUnit.SECONDS.toNanos(1);
        tokens = Math.min(burst, tokens + passed * votesPerSecond);
        filledNanos = nowNanos;
        int allowed = (int) Math.min(votes, tokens);
        tokens -= allowed;
        return allowed;
    }

    /** A message was taken: its number, and what became of its votes. */
    SenderFile.Sender took(long number, int counted, int limited, long nowMs) {
        standing = new SenderFile.Sender(id, number, standing.counted() + counted, standing.limited() + limited, nowMs);
        return standing;
    }
}
