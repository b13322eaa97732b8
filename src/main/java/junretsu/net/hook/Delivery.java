package junretsu.net.hook;

import java.util.concurrent.TimeUnit;
import junretsu.base.BackOff;

/** A message on its way to the webhook: its tries, each with a time limit, and their pauses. One thread at a time. */
final class Delivery {
    /** For connecting, sending, and reading the answer. */
    private static final long TRY_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);

    private final Message message;
    private final long tooOldAtNanos;
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private int tries;
    private Post post;
    private long postEndsAtNanos;
    private long nextTryAtNanos;
    private String problem = "it is left from before this start";

    /** @param tooOldAtNanos the clock's time from which no further try is made */
    Delivery(Message message, long nowNanos, long tooOldAtNanos) {
        this.message = message;
        this.tooOldAtNanos = tooOldAtNanos;
        nextTryAtNanos = nowNanos;
    }

    Message message() {
        return message;
    }

    boolean wasTried() {
        return tries > 0;
    }

    boolean isUnderWay() {
        return post != null;
    }

    boolean isInFirstTry() {
        return post != null && tries == 1;
    }

    boolean isDue(long nowNanos) {
        return post == null && nowNanos - nextTryAtNanos >= 0;
    }

    boolean isTooOld(long nowNanos) {
        return nowNanos - tooOldAtNanos >= 0;
    }

    /** The last try's problem; null when it was taken. */
    String problem() {
        return problem;
    }

    void begin(Post newPost, long nowNanos) {
        tries++;
        post = newPost;
        postEndsAtNanos = nowNanos + TRY_NANOS_MAX;
    }

    /** Ends the try under way once it is done or its time is up, and then returns true. */
    boolean endsTry(long nowNanos) {
        if (!post.isDone() && nowNanos - postEndsAtNanos < 0) {
            return false;
        }
        problem = post.problem();
        abort();
        nextTryAtNanos = nowNanos + backOff.failed();
        return true;
    }

    /** Ends the try under way, if there is one, as if it had not been made. */
    void abort() {
        if (post != null) {
            post.abort();
            post = null;
        }
    }
}
