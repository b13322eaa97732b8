package junretsu.load;

import java.util.Locale;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.load.page.Quantity;

/** A line a second about how far a load is. To be used by one thread. */
public final class Progress {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final Consumer<String> lines;
    private final Clock clock;
    private final long startNanos;
    private long lookedNanos;
    private long sentBefore;

    /**
     * Begins now.
     *
     * @param lines takes each line, on the thread that calls {@link #show}
     */
    public Progress(Consumer<String> lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
        this.lookedNanos = startNanos;
    }

    /** The words about the longest lag behind the schedule so far. */
    public static String slip(long nanos) {
        return "slip " + Quantity.TIME.text(nanos / 1e9);
    }

    /** Returns whether a second has passed since the last line. */
    public boolean isDue() {
        return clock.nanoTime() - lookedNanos >= INTERVAL_NANOS;
    }

    /**
     * Shows a line.
     *
     * @param done share of the load that is done, 0 to 1
     * @param sent how many were sent since it began
     * @param noun what they are
     * @param more to stand behind, or empty
     */
    public void show(double done, long sent, String noun, String more) {
        long now = clock.nanoTime();
        lines.accept(String.format(
                Locale.ROOT,
                "%.0f s  %.0f %%  %,d %s sent  %,.0f/s%s",
                (now - startNanos) / 1e9,
                100 * Math.min(1, done),
                sent,
                noun,
                (sent - sentBefore) * 1e9 / Math.max(1, now - lookedNanos),
                more.isEmpty() ? "" : "  " + more));
        lookedNanos = now;
        sentBefore = sent;
    }
}
