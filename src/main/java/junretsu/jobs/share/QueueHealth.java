package junretsu.jobs.share;

import java.util.TreeMap;
import junretsu.base.Clock;
import junretsu.base.EventLog;

/**
 * The state of the queue in Redis, as the threads of this node found it. Each change of state is logged once, in one
 * line. May be called by any thread.
 */
final class QueueHealth {
    static final String STARTING = "starting";
    static final String OK = "ok";

    private static final int PLACES = 3;

    private record Fault(String label, String sentence) {}

    private final EventLog log;
    private final Clock clock;
    private final TreeMap<Integer, Fault> faults = new TreeMap<>();
    private String state = STARTING;
    private String refusal;
    private long sinceNanos;

    QueueHealth(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
        sinceNanos = clock.nanoTime();
    }

    /** The place of faults of the connection to a shard. */
    static int connection(int shard) {
        return PLACES * shard;
    }

    /** The place of what a shard rejects: that reading goes well says nothing of writing. */
    static int writing(int shard) {
        return PLACES * shard + 1;
    }

    /** The place of faults of the workers' calls. */
    static int turns(int shard) {
        return PLACES * shard + 2;
    }

    /** Takes note that something failed. */
    synchronized void failed(int place, String label, String sentence) {
        faults.put(place, new Fault(label, sentence));
        enter();
    }

    /** Takes note that it works. */
    synchronized void works(int place) {
        if (faults.remove(place) != null || state.equals(STARTING)) {
            enter();
        }
    }

    /** Sets why this node may not share at all; null when it may. */
    synchronized void refused(String sentence) {
        if (sentence != null && !sentence.equals(refusal)) {
            warn(sentence);
        }
        refusal = sentence;
    }

    /** Logs something else that a person may want to know. */
    synchronized void announce(String sentence) {
        log.notice("jobs in Redis: " + sentence);
    }

    /** Logs something else that calls for a person. */
    synchronized void warn(String sentence) {
        log.warning("jobs in Redis: " + sentence);
    }

    private void enter() {
        String newState = faults.isEmpty() ? OK : faults.firstEntry().getValue().label();
        if (newState.equals(state)) {
            return;
        }
        long nowNanos = clock.nanoTime();
        if (!newState.equals(OK)) {
            warn(faults.firstEntry().getValue().sentence() + "; no job is accepted until this is over");
        } else if (!state.equals(STARTING)) {
            announce("works again, " + (nowNanos - sinceNanos) / 1_000_000 + " ms after '" + state + "'");
        }
        state = newState;
        sinceNanos = nowNanos;
    }

    /** {@value #STARTING}, {@value #OK}, {@code refused}, or the fault that was met, as in {@code oom}. */
    synchronized String state() {
        return refusal != null ? "refused" : state;
    }

    /** A sentence that says why no job is accepted; null when jobs are. */
    synchronized String problem() {
        if (refusal != null || faults.isEmpty()) {
            return refusal;
        }
        return "Redis: " + faults.firstEntry().getValue().sentence();
    }

    /** The sentence that says why this node may not share; null when it may. */
    synchronized String refusal() {
        return refusal;
    }
}
