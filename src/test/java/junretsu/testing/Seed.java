package junretsu.testing;

/** The seed of a random test: of its own in each run, or that of {@code -Djunretsu.seed=N}, which repeats one. */
public final class Seed {
    private static final String PROPERTY = "junretsu.seed";

    private Seed() {}

    public static long draw() {
        return Long.getLong(PROPERTY, System.nanoTime());
    }

    /** The flag that repeats a run, for the message of a failure. */
    public static String flag(long seed) {
        return "-D" + PROPERTY + "=" + seed;
    }
}
