package junretsu.numbers.blast;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.HostPort;
import junretsu.load.BlastReport;
import junretsu.load.Course;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.NamedCounts;
import junretsu.load.Rate;
import junretsu.load.ScheduleLag;
import junretsu.load.SentCourse;
import junretsu.text.JsonWriter;

/**
 * The report of a blast of numbers.
 *
 * @param address where it was sent; null for standard output
 * @param sent lines of numbers that the kernel took whole
 * @param unique of them, numbers that no other line had
 * @param bad lines that are not numbers, each of which the server answered by closing
 * @param durationNanos from the first line until the server had read the last, and at a rate, until its turn was over
 * @param lag behind the schedule; empty when the load was not paced
 * @param sentCourse what was sent when
 * @param waitedNanos for room in the sockets' buffers, over all connections
 * @param interrupted whether it was stopped before its end
 * @param counted the server's counts of it; null when they were not asked for or cannot be compared
 * @param logProblem a sentence about what is wrong with the log; null when nothing is, or it was not looked at
 * @param failures sentences about what else failed
 */
public record NumbersReport(
        NumbersBlastConfig config,
        InetSocketAddress address,
        long sent,
        long unique,
        long bad,
        long durationNanos,
        ScheduleLag lag,
        SentCourse sentCourse,
        long waitedNanos,
        boolean interrupted,
        NamedCounts counted,
        String logProblem,
        List<String> failures)
        implements BlastReport {
    /** The names of the counts that are compared. */
    static final List<String> COUNTS = List.of("received", "unique", "duplicates", "rejected");

    public NumbersReport {
        failures = List.copyOf(failures);
    }

    public long duplicates() {
        return sent - unique;
    }

    /** Lines a second. */
    public double perSecond() {
        return Rate.perSecond(sent, durationNanos);
    }

    /** Returns whether the load followed its schedule; not judged when it was interrupted. */
    public boolean keptUp() {
        return interrupted || config.common().stage().isKeptUpBy(sent);
    }

    /** Returns whether the server's counts are what was sent; also when there is nothing to compare. */
    public boolean isEqual() {
        return counted == null
                || (counted.count("received") == sent
                        && counted.count("unique") == unique
                        && counted.count("duplicates") == duplicates()
                        && counted.count("rejected") == bad);
    }

    /** Lines sent that the server did not receive; 0 when there is nothing to compare. */
    public long lost() {
        return counted == null ? 0 : Math.max(0, sent - counted.count("received"));
    }

    /** The share of the lines sent that was lost, 0 to 1. */
    public double loss() {
        return sent == 0 ? 0 : lost() / (double) sent;
    }

    @Override
    public String text() {
        return NumbersReportText.of(this);
    }

    @Override
    public String target() {
        return address == null ? "standard output" : "tcp " + HostPort.format(address);
    }

    @Override
    public void write(JsonWriter json) {
        NumbersReportJson.write(json, this);
    }

    @Override
    public List<Figure> figures() {
        return NumbersReportPage.figures(this);
    }

    @Override
    public Course course() {
        return sentCourse.table(COUNTS.toArray(String[]::new));
    }

    @Override
    public void draw(LoadPage page) {
        NumbersReportPage.draw(page, this);
    }

    @Override
    public List<String> notes() {
        return BlastReport.behind(keptUp());
    }

    @Override
    public boolean isProven() {
        return counted != null && isEqual();
    }

    @Override
    public String finding() {
        return NumbersReportPage.finding(this);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        if (!isEqual() && !isOnlyLoss()) {
            problems.add(
                    wasSeenBefore()
                            ? "the server has seen these numbers before (seed "
                                    + config.common().seed() + "): restart it or give another --seed"
                            : "the server's counts are not what was sent");
        }
        if (logProblem != null) {
            problems.add(logProblem);
        }
        return problems;
    }

    @Override
    public String limitPassed() {
        return config.common()
                .limits()
                .check()
                .loss(loss(), "of the numbers was lost", "")
                .slip(lag)
                .sentence();
    }

    /** Returns whether the counts differ by what was lost alone, and a limit says how much may be. */
    private boolean isOnlyLoss() {
        return config.common().limits().lossMax() != null
                && counted.count("received") <= sent
                && counted.count("received") == counted.count("unique") + counted.count("duplicates")
                && counted.count("unique") <= unique
                && counted.count("duplicates") <= duplicates()
                && counted.count("rejected") == bad;
    }

    private boolean wasSeenBefore() {
        return counted.count("received") == sent
                && counted.count("unique") < unique
                && counted.count("duplicates") == sent - counted.count("unique")
                && counted.count("rejected") == bad;
    }
}
