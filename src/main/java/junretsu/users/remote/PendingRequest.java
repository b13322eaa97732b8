package junretsu.users.remote;

import java.util.function.Consumer;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;

/** A request without an answer. Of the pool's thread once it was handed over. */
final class PendingRequest {
    private final LineRequest request;
    private final Consumer<LineAnswer> answer;
    private final Runnable onEnd;
    private final long deadlineNanos;
    private long id;

    /** @param onEnd called before the answer is handed over */
    PendingRequest(LineRequest request, Consumer<LineAnswer> answer, Runnable onEnd, long deadlineNanos) {
        this.request = request;
        this.answer = answer;
        this.onEnd = onEnd;
        this.deadlineNanos = deadlineNanos;
    }

    LineRequest request() {
        return request;
    }

    boolean isLate(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /** The number that its answer has to have. */
    long id() {
        return id;
    }

    void number(long number) {
        id = number;
    }

    /** Hands the answer over. Called once. */
    void end(LineAnswer line) {
        onEnd.run();
        answer.accept(line);
    }
}
