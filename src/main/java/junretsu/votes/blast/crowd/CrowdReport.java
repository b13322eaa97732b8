package junretsu.votes.blast.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.AnsweredCourse;
import junretsu.load.BlastReport;
import junretsu.load.Course;
import junretsu.load.Figure;
import junretsu.load.Limits;
import junretsu.load.LoadPage;
import junretsu.load.ScheduleLag;
import junretsu.load.TimeLine;
import junretsu.text.JsonWriter;
import junretsu.text.LogHistogram;

/**
 * The report of a crowd.
 *
 * @param book what became of the votes
 * @param screen tap to on screen; null with a reason in {@code screenFailure}
 * @param screenFailure the reason why there are no times of the screen, or no more; null when there is none
 * @param ramp how the connections were made
 * @param durationNanos until the last tap or answer, and until the turn of the last tap was over
 * @param lag of votes behind the schedule
 * @param sent votes over the time, with their lag
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
        TimeLine sent,
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
        if (config.killCheck() && verdict != null && verdict.extra() > 0) {
            wrongs.add(String.format(
                    Locale.ROOT,
                    "wrong: %,d votes were counted beyond those sent: counted twice, or others', for whom this crowd"
                            + " needs buttons of its own (--buttons)",
                    verdict.extra()));
        }
        return wrongs;
    }

    @Override
    public String text() {
        return CrowdReportText.of(this);
    }

    @Override
    public String target() {
        return config.target().toString();
    }

    @Override
    public void write(JsonWriter json) {
        CrowdReportJson.write(json, this);
    }

    @Override
    public List<Figure> figures() {
        return CrowdReportPage.figures(this);
    }

    @Override
    public Course course() {
        return new AnsweredCourse(sent, book.line).table("acknowledged", "acknowledgement");
    }

    @Override
    public void draw(LoadPage page) {
        CrowdReportPage.draw(page, this);
    }

    @Override
    public List<String> notes() {
        return BlastReport.behind(keptUp());
    }

    @Override
    public boolean isProven() {
        return verdict != null && verdict.isEqual() && loss() == 0;
    }

    @Override
    public String finding() {
        return CrowdReportPage.finding(this);
    }

    /** The share of the votes tapped whose outcome is unknown, or which were not sent, 0 to 1. */
    double loss() {
        return book.tapped == 0 ? 0 : (book.unknown + book.unsent()) / (double) book.tapped;
    }

    @Override
    public boolean isWrong() {
        return !wrongs().isEmpty();
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
        if (!interrupted && book.counted + book.limited + book.rejected == 0) {
            faults.add("nothing was acknowledged" + book.losses.mostOften());
        } else if (unanswered > 0 && config.limits().lossMax() == null && !config.killCheck() && !interrupted) {
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
        Limits.Check check = config.limits().check();
        wrongs().forEach(wrong -> check.add("%s", wrong));
        if (!wrongs().isEmpty()) {
            faults().forEach(fault -> check.add("%s", fault));
        }
        return check.loss(interrupted ? 0 : loss(), "of the votes have no known outcome", book.losses.mostOften())
                .slip(lag)
                .latency(book.latency, "tap to acknowledged")
                .sentence();
    }
}
