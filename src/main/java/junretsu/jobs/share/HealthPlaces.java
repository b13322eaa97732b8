package junretsu.jobs.share;

/** The places of a shard at which faults are told apart. */
final class HealthPlaces {
    private static final int PER_SHARD = 3;

    private HealthPlaces() {}

    /** The place of faults of the connection to a shard. */
    static int connection(int shard) {
        return PER_SHARD * shard;
    }

    /** The place of what a shard rejects: that reading goes well says nothing of writing. */
    static int writing(int shard) {
        return PER_SHARD * shard + 1;
    }

    /** The place of faults of the workers' calls. */
    static int turns(int shard) {
        return PER_SHARD * shard + 2;
    }
}
