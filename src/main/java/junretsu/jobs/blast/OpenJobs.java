package junretsu.jobs.blast;

import java.util.Arrays;

/**
 * The jobs of a connection that are open, in the order of their posting, as a list linked through arrays: the oldest,
 * and a cursor that goes round. Adding, removing and stepping take constant time. Not thread-safe.
 */
final class OpenJobs {
    private static final int NONE = -1;
    private static final int START = 64;

    private int[] next = new int[START];
    private int[] previous = new int[START];
    private int oldest = NONE;
    private int newest = NONE;
    private int cursor = NONE;
    private int size;

    /** @param job 0 or more; larger than all added before */
    void add(int job) {
        if (job >= next.length) {
            next = Arrays.copyOf(next, Math.max(job + 1, 2 * next.length));
            previous = Arrays.copyOf(previous, next.length);
        }
        next[job] = NONE;
        previous[job] = newest;
        if (newest == NONE) {
            oldest = job;
        } else {
            next[newest] = job;
        }
        newest = job;
        size++;
    }

    /** @param job that is in the list */
    void remove(int job) {
        int before = previous[job];
        int after = next[job];
        if (before == NONE) {
            oldest = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            newest = before;
        } else {
            previous[after] = before;
        }
        if (cursor == job) {
            cursor = after;
        }
        size--;
    }

    int size() {
        return size;
    }

    /** The job posted first; to be called when there is one. */
    int oldest() {
        return oldest;
    }

    /** The job at the cursor, which then goes on; to be called when there is one. */
    int step() {
        int job = cursor == NONE ? oldest : cursor;
        cursor = next[job];
        return job;
    }
}
