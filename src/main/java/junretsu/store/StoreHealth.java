package junretsu.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.store.FlushOutcome.Applied;
import junretsu.store.FlushOutcome.Fenced;
import junretsu.store.FlushOutcome.Refused;
import junretsu.store.FlushOutcome.Unknown;

/**
 * How the store has been doing. Written by the flusher, read by any thread. Each change of state is told once, in one line.
 */
public final class StoreHealth {
    static final String STARTING = "starting";
    static final String OK = "ok";
    static final String FENCED = "fenced";

    private final Consumer<String> log;
    private final Clock clock;
    private final Histogram durations = new Histogram();
    private final Map<String, Long> flushesByResult =
            new TreeMap<>(Map.of("applied", 0L, "refused", 0L, "unknown", 0L));
    private final Map<String, Long> faults = new TreeMap<>();
    private String state = STARTING;
    private long sinceMs;
    private long lastAppliedMs;
    private long flushedTotal = -1;
    private EventTotals eventTotals;
    private String lastSentence;

    /** @param log told each change of state in a sentence */
    public StoreHealth(Consumer<String> log, Clock clock) {
        this.log = log;
        this.clock = clock;
        sinceMs = clock.epochMillis();
        lastAppliedMs = sinceMs;
    }

    /**
     * Takes note of what became of a flush.
     *
     * @param total what this server has counted in all, as it was handed over
     */
    public synchronized void flushed(FlushOutcome outcome, long total, long durationNanos) {
        durations.record(durationNanos);
        if (outcome instanceof Applied applied) {
            flushesByResult.merge("applied", 1L, Long::sum);
            flushedTotal = total;
            eventTotals = applied.totals();
            lastAppliedMs = clock.epochMillis();
            enter(OK, "takes counts");
        } else if (outcome instanceof Refused refused) {
            fault("refused", refused.fault(), refused.sentence());
        } else if (outcome instanceof Unknown unknown) {
            fault("unknown", unknown.fault(), unknown.sentence());
        } else if (outcome instanceof Fenced fenced) {
            fault("refused", FENCED, fenced.sentence());
        }
    }

    private void fault(String result, String fault, String sentence) {
        lastSentence = sentence;
        flushesByResult.merge(result, 1L, Long::sum);
        faults.merge(fault, 1L, Long::sum);
        enter(fault, sentence);
    }

    private void enter(String newState, String sentence) {
        if (newState.equals(state)) {
            return;
        }
        long nowMs = clock.epochMillis();
        if (!newState.equals(OK)) {
            log.accept("store: " + sentence + "; counting goes on");
        } else if (!state.equals(STARTING)) {
            log.accept("store: takes counts again, " + (nowMs - sinceMs) + " ms after '" + state + "'");
        }
        state = newState;
        sinceMs = nowMs;
    }

    /** {@value #STARTING}, {@value #OK}, or the fault that the last flush met. */
    public synchronized String state() {
        return state;
    }

    public synchronized boolean isUp() {
        return state.equals(OK);
    }

    /**
     * Why this server's counts will never be merged: another server had this node's ID before this one wrote anything. Null when
     * that is not so.
     */
    public synchronized String fencedFromTheStart() {
        return state.equals(FENCED) && flushedTotal < 0 ? lastSentence : null;
    }

    /** This node's total as last applied; -1 before the first time. */
    public synchronized long flushedTotal() {
        return flushedTotal;
    }

    /** How old the store's counts are: 0 when it has them all, else the time since it last took some. */
    public synchronized long lagMs(long total) {
        return total == flushedTotal ? 0 : clock.epochMillis() - lastAppliedMs;
    }

    /** The event's totals over all nodes as last read; null before the first time. */
    public synchronized EventTotals eventTotals() {
        return eventTotals;
    }

    public synchronized Map<String, Long> flushesByResult() {
        return new TreeMap<>(flushesByResult);
    }

    public synchronized Map<String, Long> faults() {
        return new TreeMap<>(faults);
    }

    synchronized Histogram durations() {
        return durations.copy();
    }
}
