package junretsu.jobs.fair;

/** The way of a job through its caller's queue; at one priority, the first of these goes first. */
enum QueuePlace {
    /** Suspended with its seat. It goes before all others of its caller, since others wait for the seat. */
    SEATED,
    /** Waiting for a seat, and passed over while there is none. */
    SEATLESS,
    /** Suspended, or handed in again after its worker was lost. */
    BEGUN,
    /** Not begun. */
    FRESH;

    /** Returns whether its jobs go by their keys; if not, the last that came goes first. */
    boolean isByKey() {
        return this == SEATLESS || this == FRESH;
    }

    /** Place among a caller's rings; the smallest goes first. */
    int rank(int priority) {
        int urgency = FairScheduler.PRIORITY_MAX - priority;
        return this == SEATED ? urgency : FairScheduler.PRIORITY_MAX + urgency * FRESH.ordinal() + ordinal();
    }
}
