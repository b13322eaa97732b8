package junretsu.jobs.fair;

/**
 * One turn of a worker at one job: filled by {@link FairScheduler#next}, given back to {@link FairScheduler#charge},
 * and used again. Each worker has one of its own.
 */
public final class Slice {
    private int caller;
    private long job;
    private int priority;
    private boolean hasSeat;
    private boolean isOpen;

    /** Nanoseconds that were charged in advance. */
    private double cost;

    /** The same in virtual time: divided by the weight of then. */
    private double charged;

    /** Takes the first job of a ring that is the caller's, and charges for it in advance. */
    void begin(Caller of, JobRing ring, double costNanos) {
        caller = of.number;
        job = of.takeFirst(ring);
        priority = ring.priority;
        hasSeat = ring.place == QueuePlace.SEATED || ring.place == QueuePlace.SEATLESS;
        cost = costNanos;
        charged = cost / of.weight;
        of.virtualTime += charged;
        isOpen = true;
    }

    void end() {
        isOpen = false;
    }

    double cost() {
        return cost;
    }

    double charged() {
        return charged;
    }

    void require(boolean open) {
        if (isOpen != open) {
            throw new IllegalStateException("the slice of job " + job + (open ? " is not running" : " runs"));
        }
    }

    public int caller() {
        return caller;
    }

    public long job() {
        return job;
    }

    public int priority() {
        return priority;
    }

    /** Returns whether the job may use the memory that a seat stands for. */
    public boolean hasSeat() {
        return hasSeat;
    }

    /** Returns whether it runs: it was taken and not charged yet. */
    public boolean isOpen() {
        return isOpen;
    }
}
