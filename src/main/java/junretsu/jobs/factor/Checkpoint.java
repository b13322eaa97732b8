package junretsu.jobs.factor;

/** The end of a slice, asked at least once a millisecond of work by a {@link Factoring}. */
@FunctionalInterface
public interface Checkpoint {

    /** Returns true when the slice is over; then the work is suspended with its state kept. */
    boolean isOver();
}
