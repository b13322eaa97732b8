package junretsu.jobs.local;

/**
 * The sequence numbers of jobs, ascending. Those of a transaction that failed are left out. The writer's thread alone.
 */
final class Sequence {
    private long last;

    /** @param last the highest that was given before */
    Sequence(long last) {
        this.last = last;
    }

    long next() {
        return ++last;
    }
}
