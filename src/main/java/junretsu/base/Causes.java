package junretsu.base;

import java.util.concurrent.CompletionException;

/** The causes of failures that come by way of a stage. */
public final class Causes {
    private Causes() {}

    /**
     * The failure that a stage was completed with, which stages behind it have wrapped.
     *
     * @param failure null for none, as which it is returned
     */
    public static Throwable of(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
