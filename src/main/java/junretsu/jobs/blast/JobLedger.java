package junretsu.jobs.blast;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The jobs of one connection that were accepted: IDs one behind the other in an array of bytes, and 37 bytes beside
 * each. Jobs are numbered from 0 in the order of acceptance. Not thread-safe.
 */
final class JobLedger {
    private static final int START = 64;
    private static final int ID_BYTES = 24;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private byte[] ids = new byte[START * ID_BYTES];
    private int[] idEnds = new int[START];
    private long[] indexes = new long[START];
    private long[] plannedNanos = new long[START];
    private long[] tookNanos = new long[START];
    private long[] fingerprints = new long[START];
    private byte[] outcomes = new byte[START];
    private int size;

    /**
     * Adds a job that is open.
     *
     * @param index of the job in its source
     * @param planned when it was to be posted, from the load's start
     * @return its number here
     */
    int add(String id, long index, long planned) {
        if (size == outcomes.length) {
            grow(2 * size);
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int start = idStart(size);
        if (start + bytes.length > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(2 * ids.length, start + bytes.length));
        }
        System.arraycopy(bytes, 0, ids, start, bytes.length);
        idEnds[size] = start + bytes.length;
        indexes[size] = index;
        plannedNanos[size] = planned;
        return size++;
    }

    int size() {
        return size;
    }

    String id(int job) {
        int start = idStart(job);
        return new String(ids, start, idEnds[job] - start, StandardCharsets.UTF_8);
    }

    /** The index of the job in its source. */
    long index(int job) {
        return indexes[job];
    }

    /** The time at which it was to be posted, from the load's start. */
    long plannedNanos(int job) {
        return plannedNanos[job];
    }

    Outcome outcome(int job) {
        return OUTCOMES[outcomes[job]];
    }

    /** The time from its planned POST until its end was seen; 0 while it is open. */
    long tookNanos(int job) {
        return tookNanos[job];
    }

    /** The fingerprint of its answer; 0 while there is none. */
    long fingerprint(int job) {
        return fingerprints[job];
    }

    /** Takes note that the job's end was seen, which may come before its outcome. */
    void seenEnded(int job, long elapsedNanos) {
        if (tookNanos[job] == 0) {
            tookNanos[job] = Math.max(1, elapsedNanos - plannedNanos[job]);
        }
    }

    void end(int job, Outcome outcome, long fingerprint) {
        outcomes[job] = (byte) outcome.ordinal();
        fingerprints[job] = fingerprint;
    }

    private int idStart(int job) {
        return job == 0 ? 0 : idEnds[job - 1];
    }

    private void grow(int length) {
        idEnds = Arrays.copyOf(idEnds, length);
        indexes = Arrays.copyOf(indexes, length);
        plannedNanos = Arrays.copyOf(plannedNanos, length);
        tookNanos = Arrays.copyOf(tookNanos, length);
        fingerprints = Arrays.copyOf(fingerprints, length);
        outcomes = Arrays.copyOf(outcomes, length);
    }
}
