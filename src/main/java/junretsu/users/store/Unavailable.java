package junretsu.users.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Causes;
import junretsu.users.account.StoreUnavailable;

/** Turns a fault of a database or of Redis into the one that the stores promise. */
public final class Unavailable {
    private Unavailable() {}

    /** The same stage, which fails with {@link StoreUnavailable} alone. */
    public static <T> CompletionStage<T> instead(CompletableFuture<T> stage) {
        return stage.isDone() && !stage.isCompletedExceptionally()
                ? stage
                : stage.exceptionallyCompose(failure -> CompletableFuture.failedFuture(of(failure)));
    }

    /** The failure of a store for this cause. */
    public static StoreUnavailable of(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof StoreUnavailable unavailable
                ? unavailable
                : new StoreUnavailable(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
