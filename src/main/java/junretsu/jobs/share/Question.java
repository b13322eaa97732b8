package junretsu.jobs.share;

import java.util.List;
import java.util.function.Consumer;
import junretsu.redis.RedisCommand;

/**
 * A command that waits to be sent to a shard, and who gets the reply. It may be sent again when the reply is lost, so
 * it is one that may be repeated.
 *
 * @param answered gets the reply; may throw what a malformed one makes it throw
 * @param failed gets why there is none
 * @param command null for a posting
 * @param posting words of a posting for {@code jobs-post.lua}, which takes several at once; null for anything else
 * @param isProbe whether it writes as a posting does, so that its success says that postings are taken
 * @param deadlineNanos on the lane's clock; after that it is not repeated
 */
record Question(
        RedisCommand command,
        List<String> posting,
        boolean isProbe,
        Consumer<Object> answered,
        Consumer<Failure> failed,
        long deadlineNanos) {
    /** The deadline of one that is repeated until Redis has done it. */
    static final long NEVER = Long.MAX_VALUE / 2;

    /** Returns whether nobody waits for the reply, and it has to be done nevertheless. */
    boolean insists() {
        return deadlineNanos == NEVER;
    }

    /**
     * The failure of a question.
     *
     * @param sentence that says why
     * @param mayBeDone true when the command may have been executed
     */
    record Failure(String sentence, boolean mayBeDone) {}
}
