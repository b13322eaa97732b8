package junretsu.users.blast;

import junretsu.load.LoadStage;
import junretsu.load.Rate;
import junretsu.load.ScheduleLag;
import junretsu.load.TimeLine;

/**
 * The load with one way to log in, and what became of it.
 *
 * @param lag behind the schedule; empty in closed loop
 * @param sent operations over the time, with their lag
 * @param laterNanos from the begin of the first stage's load to that of this one's
 * @param endedNanos from the start until the last answer was taken, and at a rate, until the turn of the last operation
 *     was over
 * @param cpuNanos that the generator itself used
 * @param verified against the server's counts; null when that was not asked for or not possible
 */
record StageResult(
        LoginWay way,
        LoadStage stage,
        LoadCounts counts,
        ScheduleLag lag,
        TimeLine sent,
        long laterNanos,
        long endedNanos,
        long cpuNanos,
        boolean interrupted,
        CountsCheck.Result verified) {

    /** Operations of a kind a second that were answered right, until the last answer. */
    double perSecond(Operation operation) {
        return Rate.perSecond(counts.of(operation).of(Outcome.OK), endedNanos);
    }

    /** All operations a second that were answered right. */
    double perSecond() {
        return Rate.perSecond(counts.sum(Outcome.OK), endedNanos);
    }

    /** The generator's own CPU time for each operation, in microseconds. */
    double cpuMicros() {
        return counts.sent() == 0 ? 0 : cpuNanos / 1e3 / counts.sent();
    }

    /** Returns whether the load followed its schedule; not judged when it was interrupted. */
    boolean keptUp() {
        return interrupted || stage.isKeptUpBy(counts.sent());
    }
}
