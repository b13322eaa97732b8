package junretsu.jobs.blast;

import java.util.SplittableRandom;

/**
 * All jobs of a load: a job is known by its index, so nothing of it needs to be remembered. Immutable.
 *
 * @param seed the same seed makes the same jobs
 */
record JobSource(JobNumbers numbers, CallerMix callers, long seed) {
    /** Odd, and not the step of {@link SplittableRandom}, so that the sequences of neighbours do not overlap. */
    private static final long STRIDE = 0xd1342543de82ef95L;

    /**
     * A job.
     *
     * @param caller on whose behalf it is
     * @param number in decimal
     */
    record Job(String caller, String number) {}

    /** @param index from 0 */
    Job job(long index) {
        SplittableRandom random = random(index);
        String caller = callers.caller(index, random);
        return new Job(caller, numbers.number(index, random));
    }

    /** The caller of a job alone, which costs less. */
    String caller(long index) {
        return callers.caller(index, random(index));
    }

    private SplittableRandom random(long index) {
        return new SplittableRandom(seed * STRIDE + index);
    }
}
