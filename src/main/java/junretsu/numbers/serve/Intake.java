package junretsu.numbers.serve;

import junretsu.base.Deadline;

/** The way on which lines come into a server. Any thread may call these methods. */
interface Intake {
    /**
     * Takes nothing in any more, once what was read is counted.
     *
     * @param deadline for all its threads together; those that nothing blocks get the time to end all the same
     * @return threads that were still blocked by the log then
     */
    int stop(Deadline deadline);

    /** Adds its counts up. */
    void addTo(NumberTotals.Sum sum);
}
