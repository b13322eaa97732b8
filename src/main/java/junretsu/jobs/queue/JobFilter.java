package junretsu.jobs.queue;

import java.util.Set;

/**
 * Jobs that a list shows, the newest first.
 *
 * @param caller null for all callers
 * @param states empty for all
 * @param before older ones than this only; null to begin with the newest
 * @param limit jobs at most, 1 to 1,000
 */
public record JobFilter(String caller, Set<JobState> states, JobId before, int limit) {
    public JobFilter {
        states = Set.copyOf(states);
    }
}
