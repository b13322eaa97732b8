package junretsu.users.verbs;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import junretsu.testing.Waiting;
import junretsu.users.limit.Limited;
import junretsu.users.limit.LoginLimits;
import junretsu.users.limit.LoginSource;

/** Limits that know at once what they answer to a check, and say it when the test lets them. */
final class LateLimits implements LoginLimits {
    private final LoginLimits limits;
    private final Deque<Runnable> held = new ConcurrentLinkedDeque<>();
    private volatile boolean isHolding;

    LateLimits(LoginLimits limits) {
        this.limits = limits;
    }

    void hold() {
        isHolding = true;
    }

    /** Answers those at once that are asked from now on. */
    void pass() {
        isHolding = false;
    }

    /** Waits until so many checks wait for their answer. */
    void await(int checks) {
        Waiting.until("checks of the limits", () -> held.size() == checks);
    }

    /** Answers so many checks, in the order in which they were asked, once all of them have been. */
    void answer(int checks) {
        await(checks);
        for (int i = 0; i < checks; i++) {
            held.removeFirst().run();
        }
    }

    /** Answers the check that was asked last. */
    void answerLast() {
        held.removeLast().run();
    }

    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        CompletionStage<Limited> known = limits.check(source, isKnown);
        if (!isHolding) {
            return known;
        }
        CompletableFuture<Limited> late = new CompletableFuture<>();
        held.add(() -> known.thenAccept(late::complete));
        return late;
    }

    @Override
    public CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight) {
        return limits.settle(source, isKnown, isRight);
    }
}
