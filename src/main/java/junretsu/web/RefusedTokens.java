package junretsu.web;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells the log of wrong tokens: the first at once, then once a minute at most how many there were. Any thread. */
public final class RefusedTokens {
    static final String WRONG = "it is wrong";
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

    /**
     * Tells the server's log of a token that was refused by an answer which does not ask for one.
     *
     * @param cause as in {@value #WRONG}
     */
    public static void note(Exchange exchange, String cause) {
        exchange.handler.noteRefusedToken(exchange, cause);
    }

    /**
     * Takes note of one.
     *
     * @param what the request asked for, as in {@code POST /api/rounds}
     * @param cause as in {@value #WRONG}
     */
    synchronized void add(String what, String address, String cause) {
        long now = nanoTime.getAsLong();
        if (hasTold && now - toldNanos < PAUSE_NANOS) {
            untold++;
            return;
        }
        log.accept(what + " from " + address + ": token refused, since " + cause
                + (untold == 0 ? "" : "; " + untold + " more were since the last line of this kind"));
        hasTold = true;
        toldNanos = now;
        untold = 0;
    }
}
