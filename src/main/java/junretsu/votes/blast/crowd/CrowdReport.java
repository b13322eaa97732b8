package junretsu.votes.blast.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.BlastReport;
import junretsu.load.ScheduleLag;
import junretsu.text.LogHistogram;

/**
 * The report of a crowd.
 *
 * @param book what became of the votes
 * @param screen tap to on screen; null with a reason in {@code screenFailure}
 * @param screenFailure the reason why there are no times of the screen, or no more; null when there is none
 * @param ramp how the connections were made
 * @param durationNanos until the last answer
 * @param lag of votes behind the schedule
 * @param cpuNanos that the generator itself used
 * @param interrupted whether it was stopped before its end
 * @param verdict what the server's counts say; null when they were not compared
 * @param failures sentences about what else failed
 */
record CrowdReport(
        CrowdBlastConfig config,
        CrowdBook book,
        LogHistogram screen,
        String screenFailure,
        Ramp ramp,
        long durationNanos,
        ScheduleLag lag,
        long cpuNanos,
        boolean interrupted,
        CrowdVerdict verdict,
        List<String> failures)
        implements BlastReport {

    /**
     * The time before the first tap, in which the voters connect.
     *
     * @param open connections at its end
     * @param nanos it took
     */
    record Ramp(int open, long nanos) {}

    public CrowdReport {
        failures = List.copyOf(failures);
    }

    /** The same report with one more sentence about what failed. */
    CrowdReport withFailure(String sentence) {
        List<String> more = new ArrayList<>(failures);
        more.add(sentence);
        return new CrowdReport(
                config, book, screen, screenFailure, ramp, durationNanos, lag, cpuNanos, interrupted, verdict, more);
    }

    /** Returns whether the load followed its schedule; not judged when it was interrupted. */
    boolean keptUp() {
        return interrupted || config.stage().isKeptUpBy(book.tapped);
    }

    /** Returns whether votes may have been counted that this crowd does not know of, so that the screen's times err. */
    boolean isScreenDisturbed() {
        return book.unknown > 0 || verdict != null && verdict.extra() > 0;
    }

    /** The generator's own CPU time for each message sent, in microseconds. */
    double cpuMicrosPerMessage() {
        return book.messages == 0 ? 0 : cpuNanos / 1e3 / book.messages;
    }

    /** Sentences about answers and counts that cannot be true. */
    List<String> wrongs() {
        List<String> wrongs = new ArrayList<>();
        book.wrongs
                .counts()
                .forEach((reason, count) -> wrongs.add(String.format(
                        Locale.ROOT,
                        "wrong: %,d times, the server %s, such as %s",
                        count,
                        reason,
                        book.wrongs.example(reason))));
        if (verdict != null) {
            verdict.wrongs().forEach(sentence -> wrongs.add("wrong: " + sentence));
        }
        return wrongs;
    }

    @Override
    public String text() {
        return CrowdReportText.of(this);
    }

    @Override
    public String json() {
        return CrowdReportJson.of(this);
    }

    /** None when something was wrong: that is told as a limit, which weighs more than any failure. */
    @Override
    public List<String> problems() {
        return wrongs().isEmpty() ? faults() : List.of();
    }

    /** Sentences about what failed. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(failures);
        if (!book.isSumRight()) {
            faults.add("sent is not counted + limited + rejected + unknown: a fault of this generator");
        }
        long unanswered = book.unknown + book.unsent();
        if (book.counted + book.limited + book.rejected == 0) {
            faults.add("nothing was acknowledged" + book.losses.mostOften());
        } else if (unanswered > 0 && !config.killCheck() && !interrupted) {
            faults.add(String.format(
                    Locale.ROOT,
                    "failed: of %,d votes the outcome is unknown, and %,d were not sent for want of a connection%s",
                    book.unknown,
                    book.unsent(),
                    book.losses.mostOften()));
        }
        return faults;
    }

    @Override
    public String limitPassed() {
        List<String> passed = new ArrayList<>(wrongs());
        if (!passed.isEmpty()) {
            passed.addAll(faults());
        }
        long p99Nanos = book.latency.percentileMicros(0.99) * 1_000;
        if (p99Nanos > config.p99NanosMax()) {
            passed.add(String.format(
                    Locale.ROOT,
                    "the p99 of tap to acknowledged is %.1f ms, longer than --max-p99 %.1f ms",
                    p99Nanos / 1e6,
                    config.p99NanosMax() / 1e6));
        }
        return passed.isEmpty() ? null : String.join("; ", passed);
    }
}
