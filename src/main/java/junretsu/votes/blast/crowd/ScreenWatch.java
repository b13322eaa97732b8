package junretsu.votes.blast.crowd;

import java.util.Map;
import junretsu.base.Clock;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;
import junretsu.text.LogHistogram;

/**
 * The time from a tap until a screen shows it. The n-th vote that was acknowledged as counted is on the screen with
 * the first frame of {@code /api/stream} in which the buttons that this crowd presses have grown by n or more since
 * the begin.
 *
 * <p>A frame tells counts and not whose vote is in them, so the n votes in it may be others than the n first ones
 * acknowledged: the average is exact, and a percentile wrong by no more than votes overtake each other between the
 * server's counter and their acknowledgement. Votes of others for the same buttons, and votes that were counted
 * without an acknowledgement, make the times too short. To be used by the load's thread.
 */
final class ScreenWatch {
    /** Some 25 s of frames. */
    private static final int FRAMES = 256;

    /** Votes wait for a frame, which comes ten times a second. A screen that far behind is measured no more. */
    private static final int WAITING_MAX = 1 << 20;

    private static final int WAITING_START = 1 << 12;

    private final LogHistogram times = new LogHistogram();
    private final int[] weights;
    private final Clock clock;
    private final long[] frameNanos = new long[FRAMES];
    private final long[] frameVotes = new long[FRAMES];
    private long frames;
    private long before = -1;
    private long votesNow = -1;
    private long counted;
    private long[] waitingNanos = new long[WAITING_START];
    private long[] waitingUpTo = new long[WAITING_START];
    private int[] waitingVotes = new int[WAITING_START];
    private int head;
    private int waiting;
    private String failure;

    /** @param weights more than 0 for the buttons that are pressed */
    ScreenWatch(int[] weights, Clock clock) {
        this.weights = weights;
        this.clock = clock;
    }

    /** Begins to measure from the counts of the last frame. */
    void begin() {
        before = votesNow;
        if (before < 0) {
            failure = "no frame had come before the first tap";
        }
    }

    /** Takes the data of an event of the stream. */
    void frame(String json) {
        long votes = votes(json);
        if (votes < 0) {
            fail("a frame without counts of buttons");
        } else if (votes < votesNow) {
            fail("the counts went back, as when a round begins");
        }
        votesNow = votes;
        if (isMeasuring()) {
            long now = clock.nanoTime();
            int slot = (int) (frames++ % FRAMES);
            frameNanos[slot] = now;
            frameVotes[slot] = votes - before;
            while (waiting > 0 && waitingUpTo[head] <= votes - before) {
                record(now - waitingNanos[head], waitingVotes[head]);
                head = head + 1 & waitingNanos.length - 1;
                waiting--;
            }
        }
    }

    /** Measures no more, for a reason. */
    void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /**
     * Takes note of votes of one message that were acknowledged as counted.
     *
     * @param isMeasured whether their time is taken
     */
    void counted(int votes, long plannedNanos, boolean isMeasured) {
        counted += votes;
        if (!isMeasuring()) {
            return;
        }
        long shown = shownNanos();
        int taken = isMeasured ? votes : 0;
        if (shown == Long.MAX_VALUE) {
            await(taken, plannedNanos);
        } else {
            record(shown - plannedNanos, taken);
        }
    }

    /** Returns whether all that was counted has been seen on the screen, or is not waited for. */
    boolean isComplete() {
        return !isMeasuring() || waiting == 0;
    }

    /** The times, of each vote; votes that no frame showed are not among them. */
    LogHistogram times() {
        return times;
    }

    /** The reason why there are no times, or no more; null when there is none. */
    String failure() {
        return failure;
    }

    private void record(long nanos, int votes) {
        if (votes > 0) {
            times.record(nanos, votes);
        }
    }

    private boolean isMeasuring() {
        return before >= 0 && failure == null;
    }

    /** The time of the first frame that has shown all votes counted so far; {@link Long#MAX_VALUE} for none yet. */
    private long shownNanos() {
        long first = Long.MAX_VALUE;
        for (long i = frames - 1; i >= 0 && i >= frames - FRAMES; i--) {
            int slot = (int) (i % FRAMES);
            if (frameVotes[slot] < counted) {
                break;
            }
            first = frameNanos[slot];
        }
        return first;
    }

    private void await(int votes, long plannedNanos) {
        if (waiting == WAITING_MAX) {
            fail("a million messages waited for a frame");
            return;
        }
        if (waiting == waitingNanos.length) {
            grow();
        }
        int at = head + waiting & waitingNanos.length - 1;
        waitingNanos[at] = plannedNanos;
        waitingUpTo[at] = counted;
        waitingVotes[at] = votes;
        waiting++;
    }

    private void grow() {
        int length = waitingNanos.length;
        long[] nanos = new long[2 * length];
        long[] upTo = new long[2 * length];
        int[] votes = new int[2 * length];
        for (int i = 0; i < length; i++) {
            int at = head + i & length - 1;
            nanos[i] = waitingNanos[at];
            upTo[i] = waitingUpTo[at];
            votes[i] = waitingVotes[at];
        }
        waitingNanos = nanos;
        waitingUpTo = upTo;
        waitingVotes = votes;
        head = 0;
    }

    /** The votes of the buttons that are pressed here; -1 when it is no frame. */
    private long votes(String json) {
        try {
            if (!(JsonReader.readObject(json).get("buttons") instanceof Map<?, ?> buttons)) {
                return -1;
            }
            long votes = 0;
            for (int button = 0; button < weights.length; button++) {
                if (weights[button] > 0 && buttons.get(Integer.toString(button)) instanceof Long count) {
                    votes += count;
                }
            }
            return votes;
        } catch (JsonException e) {
            return -1;
        }
    }
}
