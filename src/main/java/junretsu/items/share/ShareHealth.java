package junretsu.items.share;

import java.util.TreeMap;
import junretsu.base.Clock;
import junretsu.base.EventLog;

/**
 * The state of what is shared, as its threads found it. Each change of state is logged once, in one line. May be called
 * by any thread.
 */
final class ShareHealth {
    static final String STARTING = "starting";
    static final String OK = "ok";

    /** The place that faults of the event's own keys are noted under; shards have theirs, from 0 on. */
    static final int EVENT = -1;

    private final EventLog log;
    private final Clock clock;
    private final TreeMap<Integer, String> faults = new TreeMap<>();
    private String state = STARTING;
    private String refusal;
    private long sinceNanos;

    ShareHealth(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
        sinceNanos = clock.nanoTime();
    }

    /** Takes note that a place failed. */
    synchronized void failed(int place, String fault, String sentence) {
        faults.put(place, fault);
        enter(sentence);
    }

    /** Takes note that a place works. */
    synchronized void works(int place) {
        if (faults.remove(place) != null || state.equals(STARTING)) {
            enter("");
        }
    }

    /** Takes note that the node may not share at all, for as long as this stays so. */
    synchronized void refused(String sentence) {
        if (!sentence.equals(refusal)) {
            refusal = sentence;
            log.warning("items in Redis: " + sentence);
        }
    }

    synchronized void allowed() {
        refusal = null;
    }

    /** Logs something else that a person may want to know. */
    synchronized void announce(String sentence) {
        log.notice("items in Redis: " + sentence);
    }

    /** Logs something else that calls for a person. */
    synchronized void warn(String sentence) {
        log.warning("items in Redis: " + sentence);
    }

    private void enter(String sentence) {
        String newState = faults.isEmpty() ? OK : faults.firstEntry().getValue();
        if (newState.equals(state)) {
            return;
        }
        long nowNanos = clock.nanoTime();
        if (!newState.equals(OK)) {
            log.warning("items in Redis: " + sentence + "; counting goes on");
        } else if (!state.equals(STARTING)) {
            log.notice("items in Redis: shipped again, " + (nowNanos - sinceNanos) / 1_000_000 + " ms after '" + state
                    + "'");
        }
        state = newState;
        sinceNanos = nowNanos;
    }

    /** {@value #STARTING}, {@value #OK}, {@code refused}, or the fault that was met. */
    synchronized String state() {
        return refusal != null ? "refused" : state;
    }

    /** The sentence that says why the node may not share; null when it may. */
    synchronized String refusal() {
        return refusal;
    }
}
