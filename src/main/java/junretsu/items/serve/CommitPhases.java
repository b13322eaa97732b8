package junretsu.items.serve;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import junretsu.text.PrometheusText;

/**
 * The longest time that the committer spent on each of its phases, and how often on one for so long that its answers
 * were late. The committer alone measures, any thread may read.
 */
final class CommitPhases {
    /** A phase that is longer is counted: no answer is to wait for more than 50 ms. */
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** In their order within a group; the last two come after its answers. */
    enum Phase {
        TENANTS,
        SET,
        DISK,
        ANSWERS,
        SNAPSHOT,
        QUESTIONS
    }

    private final AtomicLongArray longest = new AtomicLongArray(Phase.values().length);
    private final AtomicLongArray counts = new AtomicLongArray(Phase.values().length);
    private long begunNanos;

    /** Begins the next phase, whichever that will be. */
    void begin() {
        begunNanos = System.nanoTime();
    }

    /** Ends a phase and begins the next one. */
    void end(Phase phase) {
        long now = System.nanoTime();
        long nanos = now - begunNanos;
        begunNanos = now;
        int index = phase.ordinal();
        if (nanos > longest.getPlain(index)) {
            longest.lazySet(index, nanos);
        }
        if (nanos > LONG_NANOS) {
            counts.lazySet(index, counts.getPlain(index) + 1);
        }
    }

    void write(PrometheusText text) {
        text.family(ItemsMetrics.PHASE_LONGEST);
        for (Phase phase : Phase.values()) {
            text.labelled(longest.get(phase.ordinal()) / 1e9, "phase", name(phase));
        }
        text.family(ItemsMetrics.LONG_PHASES);
        for (Phase phase : Phase.values()) {
            text.labelled(counts.get(phase.ordinal()), "phase", name(phase));
        }
    }

    private static String name(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
