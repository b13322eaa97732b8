package junretsu.jobs.local;

import java.util.Locale;
import junretsu.config.Units;

/**
 * The heap that open jobs take, and may take. Measured on Java 17 after a collection, with 100,000 to a million jobs:
 * of one caller 9 to 21 bytes each, of as many callers 322 to 343 each, with names of 13 characters. Immutable.
 */
final class QueueMemory {
    private static final int CALLER_BYTES = 320;
    private static final int JOB_BYTES = 16;

    /** The job itself, read from the disk, its number of up to some 100 digits and what it was found by. */
    private static final int BEGUN_BYTES = 800;

    /** A job that is kept in memory since it came last takes some 300 bytes; all of them a sixteenth of the heap. */
    private static final int RECENT_BYTES = 300;

    private static final int RECENT_SHARE = 16;
    private static final int RECENT_MAX = 65_536;

    /** Hundredths of the heap; the others are for sieves, results that are kept, and requests. */
    private static final int HEAP_PERCENT = 40;

    /** A start takes a little more than a posting may bring, since jobs that are put back come whatever there is. */
    private static final int START_SHARE = 8;

    private final long heap;

    /** @param heapBytes the most that this process's heap may have */
    QueueMemory(long heapBytes) {
        heap = heapBytes;
    }

    /** The bytes of a caller, without its jobs. */
    static long ofCaller(String name) {
        boolean isLatin = name.chars().allMatch(c -> c <= 0xff);
        return CALLER_BYTES + (isLatin ? 1L : 2L) * name.length();
    }

    /**
     * The bytes of jobs, without their callers.
     *
     * @param begun those of them that workers have begun with
     */
    static long ofJobs(long open, long begun) {
        return JOB_BYTES * open + BEGUN_BYTES * begun;
    }

    /** The bytes that jobs and their callers may take. */
    long max() {
        return heap / 100 * HEAP_PERCENT;
    }

    /** The jobs that came last and are kept in memory, a power of two. */
    int recentJobs() {
        return (int) Long.highestOneBit(Math.min(RECENT_MAX, heap / RECENT_SHARE / RECENT_BYTES));
    }

    /** Returns whether a start may go on that has brought back so much. */
    boolean isForStart(long bytes) {
        return bytes <= max() + max() / START_SHARE;
    }

    /** Says that a queue takes as much as it may. */
    String full(long open, int callers) {
        return String.format(
                Locale.ROOT,
                "the queue is full: its %,d jobs of %,d callers take what they may of the heap, %s of %s;"
                        + " a server with a larger -Xmx takes more",
                open,
                callers,
                Units.formatBytes(max()),
                Units.formatBytes(heap));
    }

    /** Says what a start needs. */
    String tooSmall(JobTable.OpenSize size) {
        long bytes = ofJobs(size.jobs(), 0) + CALLER_BYTES * size.callers() + size.nameLength();
        return String.format(
                Locale.ROOT,
                "%,d jobs of %,d callers are open, which take about %s of memory, and of the heap of %s there are"
                        + " %s for them; give java -Xmx%dm or more",
                size.jobs(),
                size.callers(),
                Units.formatBytes(bytes),
                Units.formatBytes(heap),
                Units.formatBytes(max()),
                enoughMib(bytes));
    }

    /** A twentieth more than has to be, since what a JVM calls its heap is a little less than it was given. */
    private static long enoughMib(long bytes) {
        return (bytes * 100 / HEAP_PERCENT / 20 * 21 >> 20) + 1;
    }
}
