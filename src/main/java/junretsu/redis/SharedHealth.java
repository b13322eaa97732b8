package junretsu.redis;

import java.util.TreeMap;
import junretsu.base.Clock;
import junretsu.base.EventLog;

/**
 * The state of what nodes share in Redis, as the threads of this node found it. Each change of state is logged once, in
 * one line. May be called by any thread.
 */
public final class SharedHealth {
    public static final String STARTING = "starting";
    public static final String OK = "ok";

    private record Fault(String label, String sentence) {}

    private final EventLog log;
    private final Clock clock;
    private final String subject;
    private final String meanwhile;
    private final String again;
    private final TreeMap<Integer, Fault> faults = new TreeMap<>();
    private String state = STARTING;
    private String refusal;
    private long sinceNanos;

    /**
     * @param subject that each line begins with, as in {@code items in Redis}
     * @param meanwhile said behind a fault, as in {@code counting goes on}
     * @param again said when it is over, as in {@code shipped again}
     */
    public SharedHealth(EventLog log, Clock clock, String subject, String meanwhile, String again) {
        this.log = log;
        this.clock = clock;
        this.subject = subject;
        this.meanwhile = meanwhile;
        this.again = again;
        sinceNanos = clock.nanoTime();
    }

    /**
     * Takes note that something failed.
     *
     * @param place of the fault; of several faults the one at the lowest place is the state
     */
    public synchronized void failed(int place, String label, String sentence) {
        faults.put(place, new Fault(label, sentence));
        enter();
    }

    /** Takes note that it works. */
    public synchronized void works(int place) {
        if (faults.remove(place) != null || state.equals(STARTING)) {
            enter();
        }
    }

    /** Sets why this node may not share at all; null when it may. */
    public synchronized void refused(String sentence) {
        if (sentence != null && !sentence.equals(refusal)) {
            warn(sentence);
        }
        refusal = sentence;
    }

    /** Logs something else that a person may want to know. */
    public synchronized void announce(String sentence) {
        log.notice(subject + ": " + sentence);
    }

    /** Logs something else that calls for a person. */
    public synchronized void warn(String sentence) {
        log.warning(subject + ": " + sentence);
    }

    private void enter() {
        String newState = faults.isEmpty() ? OK : faults.firstEntry().getValue().label();
        if (newState.equals(state)) {
            return;
        }
        long nowNanos = clock.nanoTime();
        if (!newState.equals(OK)) {
            warn(faults.firstEntry().getValue().sentence() + "; " + meanwhile);
        } else if (!state.equals(STARTING)) {
            announce(again + ", " + (nowNanos - sinceNanos) / 1_000_000 + " ms after '" + state + "'");
        }
        state = newState;
        sinceNanos = nowNanos;
    }

    /** {@value #STARTING}, {@value #OK}, {@code refused}, or the fault that was met, as in {@code oom}. */
    public synchronized String state() {
        return refusal != null ? "refused" : state;
    }

    /** A sentence about the refusal or the fault; null when there is none. */
    public synchronized String problem() {
        if (refusal != null || faults.isEmpty()) {
            return refusal;
        }
        return "Redis: " + faults.firstEntry().getValue().sentence();
    }

    /** The sentence that says why the node may not share; null when it may. */
    public synchronized String refusal() {
        return refusal;
    }
}
