package junretsu.votes.crowd;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import junretsu.web.MessageSocket;

/** One browser, by the number that it gave itself. Its counts belong to the counter's lock, its place to the table's. */
final class CrowdClient {
    /** The state that a client is told. */
    record Standing(long acknowledged, long counted, long limited) {}

    final long id;

    // For the holder of the counter's lock.
    private long acknowledged;
    private long counted;
    private long limited;
    private double tokens;
    private long filledNanos;

    // For the holder of the table's lock.
    MessageSocket socket;
    int users;
    long leftNanos;
    InetAddress postsFrom;

    CrowdClient(long id, int burst, long nowNanos) {
        this.id = id;
        tokens = burst;
        filledNanos = nowNanos;
    }

    long acknowledged() {
        return acknowledged;
    }

    Standing standing() {
        return new Standing(acknowledged, counted, limited);
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
    void took(long number, int votesCounted, int votesLimited) {
        acknowledged = number;
        counted += votesCounted;
        limited += votesLimited;
    }
}
