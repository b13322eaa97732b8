package junretsu.jobs.serve;

import java.util.concurrent.TimeUnit;

/**
 * The number of sieves for which the heap has room. Measured between two slices: after a minute of work one holds 4 MB
 * at 90 and at 100 digits, 8 MB at 80 and 20 MB at 75 digits, where it ends soon and its matrix is as large again. Only
 * after hours does one of 90 digits and more come to 64 MiB of relations and a matrix of 30,000 by 30,000 bits, 113 MB.
 */
final class SeatMemory {
    static final int SEATS_MAX = 32;

    private static final long BYTES = 40L << 20;
    private static final long BYTES_OF_LONG_JOBS = 200L << 20;
    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** A sieve of 128 to 160 bits holds 350 KB and needs no seat, curves hold some 10 KB. */
    private static final int STATES_SHARE = 8;

    private SeatMemory() {}

    /** The memory for the states of suspended jobs that have no seat. */
    static long stateBytes(long heapBytes) {
        return heapBytes / STATES_SHARE;
    }

    /**
     * The seats that fill half of a heap at most, 1 to {@value #SEATS_MAX}.
     *
     * @param jobTimeNanos of CPU time that a job may use
     */
    static int seats(long heapBytes, long jobTimeNanos) {
        long bytes = jobTimeNanos <= LONG_NANOS ? BYTES : BYTES_OF_LONG_JOBS;
        return (int) Math.max(1, Math.min(SEATS_MAX, heapBytes / 2 / bytes));
    }
}
