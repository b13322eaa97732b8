package junretsu.jobs.factor;

import java.math.BigInteger;

/** One method at work on one number; suspended whenever a slice is over. To be used by one thread at a time. */
interface Method {

    /** Works until it is at its end (true) or the checkpoint says that the slice is over (false). */
    boolean run(Checkpoint checkpoint);

    /** A factor other than 1 and the number; null when this method found none. */
    BigInteger factor();

    /** The method's name, as users read it. */
    String title();

    /** The share of the work that is done, 0 to 1; negative when unknown. */
    default double progress() {
        return -1;
    }

    /** The memory that its state holds between two slices, roughly; of a sieve, one that goes on without a seat. */
    default long bytes() {
        return 1_000;
    }
}
