package junretsu.jobs.factor;

/** The grade of the statement that the factors are prime. */
public enum Certainty {
    /** Each prime is below 2^64, where the test of {@link Primality} is a proof. */
    PROVEN,
    /** A prime of 2^64 or more passed the Baillie-PSW test, which no composite number is known to pass. */
    PROBABLE
}
