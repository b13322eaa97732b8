package junretsu.votes.blast;

import junretsu.load.LoadStage;
import junretsu.load.Rate;
import junretsu.load.ScheduleLag;

/**
 * The outcome of one stage of load. Immutable as long as nobody writes into {@code buttons}.
 *
 * @param stage what was asked for
 * @param offered votes that were tried to send; fewer than asked for when the generator could not keep up
 * @param sent votes that the kernel took
 * @param sentDatagrams in which they were
 * @param errors datagrams that the kernel refused
 * @param lastError why, or null
 * @param durationNanos from the start until the last slice was sent, and at a rate, until its turn was over
 * @param lag empty when the stage was not paced
 * @param interrupted whether it was stopped before its end
 * @param packetMax votes that one kernel packet may have held
 * @param buttons votes sent for each button, 256 cells
 * @param verdict what became of them; null when nothing was verified or the server's counts were not read
 */
public record StageResult(
        LoadStage stage,
        long offered,
        long sent,
        long sentDatagrams,
        long errors,
        String lastError,
        long durationNanos,
        ScheduleLag lag,
        boolean interrupted,
        int packetMax,
        long[] buttons,
        Verdict verdict) {
    /** Votes sent a second. */
    public double rate() {
        return Rate.perSecond(sent, durationNanos);
    }

    /** Votes asked for, or when only the time was given, what was offered. */
    public long asked() {
        return stage.isCounted() ? stage.count() : offered;
    }

    /**
     * Returns whether the generator did what it was asked, so that a loss is not its own; not judged when it was
     * interrupted.
     */
    public boolean keptUp() {
        return interrupted || stage.isKeptUpBy(offered);
    }

    /**
     * Returns whether a packet may have held several datagrams, so that a dropped packet is an unknown number of votes.
     */
    public boolean joinsDatagrams() {
        return sentDatagrams > 0 && (sent + sentDatagrams - 1) / sentDatagrams < packetMax;
    }

    StageResult with(Verdict found) {
        return new StageResult(
                stage,
                offered,
                sent,
                sentDatagrams,
                errors,
                lastError,
                durationNanos,
                lag,
                interrupted,
                packetMax,
                buttons,
                found);
    }
}
