package junretsu.users.serve;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.text.LogHistogram;

/** The times of one phase so far. Any thread may measure and read. */
final class PhaseTimes {
    /** A power of two, so that threads hardly ever wait for each other. */
    private static final int STRIPES = 8;

    private final LogHistogram[] stripes = new LogHistogram[STRIPES];
    private final Clock clock;

    PhaseTimes(Clock clock) {
        this.clock = clock;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new LogHistogram();
        }
    }

    /** Measures from here to the completion, also a failed one. */
    <T> CompletionStage<T> measured(Supplier<CompletionStage<T>> work) {
        long begin = clock.nanoTime();
        CompletionStage<T> stage = work.get();
        if (stage instanceof CompletableFuture<T> future && future.isDone()) {
            record(clock.nanoTime() - begin);
            return stage;
        }
        return stage.whenComplete((result, failure) -> record(clock.nanoTime() - begin));
    }

    private void record(long nanos) {
        LogHistogram stripe = stripes[(int) Thread.currentThread().getId() & STRIPES - 1];
        synchronized (stripe) {
            stripe.record(nanos);
        }
    }

    LogHistogram sum() {
        LogHistogram sum = new LogHistogram();
        for (LogHistogram stripe : stripes) {
            synchronized (stripe) {
                sum.add(stripe);
            }
        }
        return sum;
    }
}
