package junretsu.web;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the log of wrong tokens: the first at once, then once a minute at most how many there were. Any thread. */
final class RefusedTokens {
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private boolean hasTold;
    private long toldNanos;
    private long untold;

    RefusedTokens(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** @param what the request asked for, as in {@code POST /api/rounds} */
    synchronized void add(String what, String address) {
        long now = nanoTime.getAsLong();
        if (hasTold && now - toldNanos < PAUSE_NANOS) {
            untold++;
            return;
        }
        log.accept(what + " from " + address + ": refused, since its token is wrong"
                + (untold == 0 ? "" : "; " + untold + " more were since the last line of this kind"));
        hasTold = true;
        toldNanos = now;
        untold = 0;
    }
}
