package junretsu.votes.blast.crowd;

import junretsu.load.TimeLine;
import junretsu.load.http.ErrorReasons;
import junretsu.text.LogHistogram;
import junretsu.votes.VoteWire;

/**
 * The outcomes of all votes. Each vote that was tapped is in the end acknowledged as counted, limited or rejected,
 * unknown (sent without an answer) or unsent. The thread of the load is the one writer; the counts may be read by any
 * thread once it has ended.
 */
final class CrowdBook {
    /** Tap to acknowledged, of each vote. */
    final LogHistogram latency = new LogHistogram();

    final TimeLine line = new TimeLine();

    /** Connections lost and attempts refused, by reason. */
    final ErrorReasons losses = new ErrorReasons();

    /** Answers that cannot be true, by what is wrong with them. */
    final ErrorReasons wrongs = new ErrorReasons();

    /** Votes sent for each button. */
    final long[] sentOf = new long[VoteWire.BUTTONS];

    /** Votes for each button that were acknowledged as counted without doubt about which of a message they were. */
    final long[] countedOf = new long[VoteWire.BUTTONS];

    long tapped;
    long messages;
    long sent;
    long counted;
    long limited;
    long rejected;
    long unknown;
    long connects;
    long reconnects;
    long refusals;
    long lastAnswerNanos;

    private final VoteRing ring;
    private final ScreenWatch screen;
    private long startNanos;
    private long measuredNanos;

    /** @param screen sees which votes were counted; null for none */
    CrowdBook(VoteRing ring, ScreenWatch screen) {
        this.ring = ring;
        this.screen = screen;
    }

    /**
     * Sets the start of the load, from which the course counts.
     *
     * @param measureNanos of the first tap whose times are taken
     */
    void begin(long nanos, long measureNanos) {
        startNanos = nanos;
        measuredNanos = measureNanos;
        lastAnswerNanos = nanos;
    }

    /** Counts the votes of a message that are due. */
    void tapped() {
        tapped += ring.burst();
    }

    /** Counts a message that was sent. */
    void sent(long batch) {
        messages++;
        sent += ring.burst();
        ring.count(batch, sentOf);
    }

    /**
     * Counts a message that was acknowledged.
     *
     * @param uncounted votes of it that were limited or rejected
     * @param isSure whether all of those acknowledged together were counted, so that it is known which they are
     */
    void acknowledged(long batch, long plannedNanos, long nowNanos, int uncounted, boolean isSure) {
        int votes = ring.burst();
        long nanos = nowNanos - plannedNanos;
        boolean isMeasured = plannedNanos - measuredNanos >= 0;
        if (isMeasured) {
            latency.record(nanos, votes);
        }
        line.record(Math.max(0, nowNanos - startNanos), votes, nanos);
        lastAnswerNanos = nowNanos;
        counted += votes - uncounted;
        if (isSure) {
            ring.count(batch, countedOf);
        }
        if (screen != null && uncounted < votes) {
            screen.counted(votes - uncounted, plannedNanos, isMeasured);
        }
    }

    /** Counts votes of acknowledged messages that the server says it has not counted. */
    void uncounted(long limitedNow, long rejectedNow) {
        limited += limitedNow;
        rejected += rejectedNow;
    }

    /** Counts a message that was sent on a connection which ended before its answer. */
    void unknown() {
        unknown += ring.burst();
    }

    /** Votes of voters that had no connection until the end. */
    long unsent() {
        return tapped - sent;
    }

    /** Returns whether no vote waits for an answer or a connection. */
    boolean isSettled() {
        return tapped == counted + limited + rejected + unknown;
    }

    /** Returns whether each vote has one outcome. */
    boolean isSumRight() {
        return sent == counted + limited + rejected + unknown;
    }
}
