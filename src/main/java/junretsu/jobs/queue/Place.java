package junretsu.jobs.queue;

/**
 * The place of a job that is open.
 *
 * @param position jobs of the same caller before it, 0 when it is next or running; negative when it is not known
 * @param etaSeconds until it is probably done; negative when nobody can say
 */
public record Place(long position, double etaSeconds) {
    public static final Place UNKNOWN = new Place(-1, -1);
}
