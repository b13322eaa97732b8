package junretsu.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import junretsu.base.Clock;
import junretsu.store.FlushOutcome.Applied;
import junretsu.store.FlushOutcome.Behind;
import junretsu.store.FlushOutcome.Fenced;
import junretsu.store.FlushOutcome.Refused;
import junretsu.store.FlushOutcome.Unknown;
import junretsu.text.LogHistogram;

/**
 * The state of a store as the flushes found it. Written by the flusher, read by any thread. Each change of state is
 * logged once, in one line. The state is that of the event under way: one that ended is only counted.
 */
final class StoreHealth {
    static final String STARTING = "starting";
    static final String OK = "ok";
    static final String STALLED = "stalled";
    static final String SLOW = "slow";
    static final String FENCED = "fenced";
    static final String BEHIND = "behind";

    /** Counts that were not covered by a flush for so long are no longer called {@value #OK}. */
    static final long STALL_NANOS_MIN = 3_000_000_000L;

    private final StoreWatch watch;
    private final LossLog losses;
    private final Clock clock;
    private final LogHistogram durations = new LogHistogram();
    private final Map<String, Long> flushesByResult =
            new TreeMap<>(Map.of("applied", 0L, "refused", 0L, "unknown", 0L));
    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> appliedByEvent = new HashMap<>();
    private final Set<String> loggedOfEnded = new HashSet<>();
    private String state = STARTING;
    private long sinceNanos;
    private long coveredNanos;
    private long intervalNanos;
    private long longestNanos;
    private long stretchedSinceNanos;
    private boolean isStretched;
    private long lostCounts;
    private EventTotals totals;

    /** @param flushIntervalNanos between two flushes while the store is fast */
    StoreHealth(StoreWatch watch, long flushIntervalNanos, Clock clock) {
        this.watch = watch;
        losses = new LossLog(watch.faults(), clock);
        this.clock = clock;
        intervalNanos = flushIntervalNanos;
        sinceNanos = clock.nanoTime();
        coveredNanos = sinceNanos;
    }

    /**
     * Takes note of the outcome of a flush of the event under way. Fenced before any flush was applied, this server's
     * counts will never be merged: another one had its node ID first.
     *
     * @param total of the node's counts of the event, as it was handed over
     */
    synchronized void flushed(FlushOutcome outcome, String event, long total, long durationNanos) {
        count(outcome, event, total, durationNanos);
        if (outcome instanceof Applied applied) {
            totals = applied.totals();
            coveredNanos = clock.nanoTime();
            enter(OK, "takes counts");
            losses.note(event, applied.loss());
        } else {
            enter(fault(outcome), sentence(outcome));
            if (outcome instanceof Fenced fenced && appliedByEvent.isEmpty()) {
                watch.failure().accept(fenced.sentence());
            }
        }
    }

    /** Takes note of the outcome of a flush of an event that has ended; a fault is logged once an event. */
    synchronized void flushedEnded(FlushOutcome outcome, String event, long total, long durationNanos) {
        count(outcome, event, total, durationNanos);
        if (outcome instanceof Applied applied) {
            losses.note(event, applied.loss());
        } else if (outcome instanceof Behind behind) {
            endedBehind(behind, event);
        } else {
            tellOfEnded(outcome, event, "");
        }
    }

    /** Takes note that an event has ended before the node took over the store's higher counts of it. */
    synchronized void endedBehind(Behind behind, String event) {
        tellOfEnded(
                behind, event, "; they stay missing here, and as many that were counted since may be missing there");
    }

    private void tellOfEnded(FlushOutcome outcome, String event, String more) {
        if (loggedOfEnded.add(event + ' ' + fault(outcome))) {
            watch.faults().accept("store: event '" + event + "', which has ended: " + sentence(outcome) + more);
        }
    }

    /** Takes note of the time between two flushes, and whether it is longer than was asked for. */
    synchronized void paced(long nanos, boolean stretched) {
        intervalNanos = nanos;
        if (stretched && !isStretched) {
            stretchedSinceNanos = clock.nanoTime();
            longestNanos = 0;
            watch.faults()
                    .accept("store: slow; flushing less often while it is, every " + ms(nanos)
                            + " for now; counting goes on");
        } else if (!stretched && isStretched) {
            watch.log()
                    .accept("store: fast again, flushing every " + ms(nanos) + "; it was slow for "
                            + ms(clock.nanoTime() - stretchedSinceNanos) + ", with flushes up to every "
                            + ms(longestNanos));
        }
        isStretched = stretched;
        longestNanos = Math.max(longestNanos, nanos);
    }

    private static String ms(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    private void count(FlushOutcome outcome, String event, long total, long durationNanos) {
        durations.record(durationNanos);
        if (outcome instanceof Applied applied) {
            flushesByResult.merge("applied", 1L, Long::sum);
            appliedByEvent.put(event, total);
            lostCounts += applied.loss() == null ? 0 : applied.loss().own();
        } else {
            flushesByResult.merge(outcome instanceof Unknown ? "unknown" : "refused", 1L, Long::sum);
            faults.merge(fault(outcome), 1L, Long::sum);
        }
    }

    private static String fault(FlushOutcome outcome) {
        return outcome instanceof Refused refused
                ? refused.fault()
                : outcome instanceof Unknown unknown ? unknown.fault() : outcome instanceof Behind ? BEHIND : FENCED;
    }

    private static String sentence(FlushOutcome outcome) {
        return outcome instanceof Refused refused
                ? refused.sentence()
                : outcome instanceof Unknown unknown
                        ? unknown.sentence()
                        : outcome instanceof Behind behind ? behind.sentence() : ((Fenced) outcome).sentence();
    }

    private void enter(String newState, String sentence) {
        if (newState.equals(state)) {
            return;
        }
        long nowNanos = clock.nanoTime();
        if (!newState.equals(OK)) {
            watch.faults().accept("store: " + sentence + "; counting goes on");
        } else if (!state.equals(STARTING)) {
            watch.log()
                    .accept("store: takes counts again, " + (nowNanos - sinceNanos) / 1_000_000 + " ms after '" + state
                            + "'");
        }
        state = newState;
        sinceNanos = nowNanos;
    }

    /** {@value #STARTING}, {@value #OK}, {@value #SLOW}, {@value #STALLED}, or the fault that the last flush met. */
    synchronized String state() {
        if (!state.equals(OK)) {
            return state;
        }
        boolean isStalled = clock.nanoTime() - coveredNanos >= Math.max(STALL_NANOS_MIN, 2 * intervalNanos);
        return isStalled ? STALLED : isStretched ? SLOW : OK;
    }

    synchronized boolean isUp() {
        return state().equals(OK) || state().equals(SLOW);
    }

    /** A sentence while the store takes counts, but slowly; else null. */
    synchronized String note() {
        return state().equals(SLOW) ? "store: slow, flushed every " + ms(intervalNanos) : null;
    }

    /** The time between two flushes, as it is now. */
    synchronized long intervalNanos() {
        return intervalNanos;
    }

    /** Returns the number of this node's counts that the store is known to hold, over all events of this run. */
    synchronized long flushedTotal() {
        return appliedByEvent.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns this node's total of an event as last applied; -1 before the first time. */
    synchronized long flushedTotal(String event) {
        return appliedByEvent.getOrDefault(event, -1L);
    }

    /**
     * Returns the age of the store's counts of the event under way: 0 when it has them all, else since it last took
     * some.
     */
    synchronized long lagMs(String event, long total) {
        return total == flushedTotal(event) ? 0 : (clock.nanoTime() - coveredNanos) / 1_000_000;
    }

    /** Returns the event's totals over all nodes as last read; null when nothing is known of that event yet. */
    synchronized EventTotals totals(String event) {
        return totals != null && totals.event().equals(event) ? totals : null;
    }

    /** Returns how many counts of this node the store had lost. */
    synchronized long lostCounts() {
        return lostCounts;
    }

    synchronized Map<String, Long> flushesByResult() {
        return new TreeMap<>(flushesByResult);
    }

    synchronized Map<String, Long> faults() {
        return new TreeMap<>(faults);
    }

    synchronized LogHistogram durations() {
        return durations.copy();
    }
}
