package junretsu.jobs.queue;

/** The share and the limits of each caller. May be asked by any thread, at any time; the answer may change. */
@FunctionalInterface
public interface CallerRules {

    /** Never null. */
    Rule of(String caller);

    /**
     * A caller's share and limits.
     *
     * @param weight of its share of the workers, above 0; 1 for most
     * @param runningMax jobs that run at the same time, at least 1
     * @param openMax jobs queued or running, at least 1
     */
    record Rule(double weight, int runningMax, long openMax) {}
}
