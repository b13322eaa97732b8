package junretsu.users.password;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A search for the cost of argon2id that takes a given time: as much memory as fits first, then as many passes (RFC
 * 9106, section 4). Immutable.
 *
 * @param measured all that was tried, in order
 * @param best null when even the least that OWASP recommends takes longer
 */
public record Calibration(List<Measured> measured, Measured best) {
    private static final int MIB = 1_024;

    /** The equal choices of OWASP's Password Storage Cheat Sheet, then one pass over more. */
    private static final List<HashCost> STEPS = List.of(
            new HashCost(7 * MIB, 5),
            new HashCost(12 * MIB, 3),
            HashCost.DEFAULT,
            new HashCost(46 * MIB, 1),
            new HashCost(64 * MIB, 1),
            new HashCost(96 * MIB, 1),
            new HashCost(128 * MIB, 1),
            new HashCost(192 * MIB, 1),
            new HashCost(256 * MIB, 1),
            new HashCost(384 * MIB, 1),
            new HashCost(512 * MIB, 1),
            new HashCost(768 * MIB, 1),
            new HashCost(1_024 * MIB, 1));

    /** Those of them that are as good as one another, so that one may fit where the others do not. */
    private static final int CHOICES = 4;

    /** @param nanos that one hash took */
    public record Measured(HashCost cost, long nanos) {}

    /**
     * Searches.
     *
     * @param targetNanos that a hash may take
     * @param memoryKibMax that a hash may use
     * @param stopwatch measures a cost, in nanoseconds a hash
     */
    public static Calibration search(long targetNanos, long memoryKibMax, ToLongFunction<HashCost> stopwatch) {
        List<Measured> measured = new ArrayList<>();
        Measured best = null;
        for (HashCost cost : STEPS) {
            boolean isOver = !measured.isEmpty() && measured.get(measured.size() - 1) != best;
            boolean isAnother = measured.size() < CHOICES && best == null;
            if (cost.memoryKib() > memoryKibMax || isOver && !isAnother) {
                break;
            }
            best = better(best, measure(cost, stopwatch, measured), targetNanos);
        }
        if (best != null) {
            long passes = best.cost.passes() * targetNanos / best.nanos;
            HashCost more = new HashCost(best.cost.memoryKib(), (int) Math.min(HashCost.PASSES_MAX, passes));
            if (more.passes() > best.cost.passes()) {
                best = better(best, measure(more, stopwatch, measured), targetNanos);
            }
        }
        return new Calibration(List.copyOf(measured), best);
    }

    private static Measured better(Measured best, Measured next, long targetNanos) {
        return next.nanos <= targetNanos ? next : best;
    }

    private static Measured measure(HashCost cost, ToLongFunction<HashCost> stopwatch, List<Measured> measured) {
        Measured next = new Measured(cost, stopwatch.applyAsLong(cost));
        measured.add(next);
        return next;
    }
}
