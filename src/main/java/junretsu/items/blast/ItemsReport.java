package junretsu.items.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.AnsweredCourse;
import junretsu.load.BlastReport;
import junretsu.load.Course;
import junretsu.load.Figure;
import junretsu.load.LoadPage;
import junretsu.load.Rate;
import junretsu.load.ScheduleLag;
import junretsu.load.TimeLine;
import junretsu.text.JsonWriter;

/**
 * The report of a blast of items.
 *
 * @param counts what became of all requests
 * @param distinctSent distinct items that may have reached the server
 * @param distinctAcknowledged of them, those acknowledged
 * @param durationNanos until the last answer, and at a rate, until the turn of the last item was over
 * @param lag of items behind the schedule; empty in closed loop
 * @param sent items over the time, with their lag
 * @param cpuNanos that the generator itself used
 * @param interrupted whether it was stopped before its end
 * @param deviations tenants whose counts are not as they must be; null when they were not compared
 * @param membership items looked up; null when none were
 * @param failures sentences about what else failed
 */
public record ItemsReport(
        ItemsBlastConfig config,
        SentCounts counts,
        long distinctSent,
        long distinctAcknowledged,
        long durationNanos,
        ScheduleLag lag,
        TimeLine sent,
        long cpuNanos,
        boolean interrupted,
        List<CountsCheck.Deviation> deviations,
        Membership membership,
        List<String> failures)
        implements BlastReport {
    private static final int SHOWN_MAX = 5;

    public ItemsReport {
        failures = List.copyOf(failures);
    }

    /** Items acknowledged a second. */
    public double itemsPerSecond() {
        return Rate.perSecond(counts.itemsAcknowledged, durationNanos);
    }

    /** Requests acknowledged a second. */
    public double requestsPerSecond() {
        return Rate.perSecond(counts.requestsAcknowledged, durationNanos);
    }

    /** The generator's own CPU time for each request sent, its start-up included, in microseconds. */
    public double cpuMicrosPerRequest() {
        long attempts = counts.requests + counts.retries;
        return attempts == 0 ? 0 : cpuNanos / 1e3 / attempts;
    }

    /** Returns whether the load followed its schedule; not judged when it was interrupted. */
    public boolean keptUp() {
        return interrupted || config.stage().isKeptUpBy(counts.items);
    }

    @Override
    public String text() {
        return ItemsReportText.of(this);
    }

    @Override
    public String target() {
        return ItemsReportText.targets(config);
    }

    @Override
    public void write(JsonWriter json) {
        ItemsReportJson.write(json, this);
    }

    @Override
    public List<Figure> figures() {
        return ItemsReportPage.figures(this);
    }

    @Override
    public Course course() {
        return new AnsweredCourse(sent, counts.line).table("acknowledged", "latency");
    }

    @Override
    public void draw(LoadPage page) {
        ItemsReportPage.draw(page, this);
    }

    @Override
    public List<String> notes() {
        return BlastReport.behind(keptUp());
    }

    @Override
    public boolean isProven() {
        return deviations != null && deviations.isEmpty() && missing() == 0;
    }

    @Override
    public String finding() {
        return ItemsReportPage.finding(this);
    }

    /** The share of the items sent, or to be sent, that was not acknowledged, 0 to 1. */
    double loss() {
        return missing() == 0 ? 0 : missing() / (double) (counts.items + counts.unsent);
    }

    private long missing() {
        return counts.itemsFailed + counts.itemsUnknown + counts.unsent;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        if (!counts.isSumRight()) {
            problems.add("sent is not acknowledged + failed + unknown: a fault of this generator");
        }
        if (interrupted) {
            addChecks(problems);
            return problems;
        }
        if (counts.itemsAcknowledged == 0) {
            problems.add("nothing was acknowledged" + counts.errors.mostOften());
        } else if (config.limits().lossMax() == null) {
            addMissing(problems);
        }
        addChecks(problems);
        return problems;
    }

    private void addMissing(List<String> problems) {
        if (!config.killCheck() && counts.itemsFailed + counts.itemsUnknown > 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%,d requests failed and of %,d the outcome is unknown%s",
                    counts.requestsFailed,
                    counts.requestsUnknown,
                    counts.errors.mostOften()));
        } else if (counts.itemsFailed > 0) {
            problems.add(String.format(
                    Locale.ROOT, "%,d requests failed%s", counts.requestsFailed, counts.errors.mostOften()));
        }
        if (!config.killCheck() && counts.unsent > 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%,d items were not sent, since no server answered%s",
                    counts.unsent,
                    counts.errors.mostOften()));
        }
    }

    private void addChecks(List<String> problems) {
        addCounted(problems);
        addMembership(problems);
    }

    @Override
    public String limitPassed() {
        return config.limits()
                .check()
                .loss(interrupted ? 0 : loss(), "of the items were not acknowledged", counts.errors.mostOften())
                .slip(lag)
                .latency(counts.latency, "the latency")
                .sentence();
    }

    private void addCounted(List<String> problems) {
        if (deviations == null || deviations.isEmpty()) {
            return;
        }
        problems.add(String.format(
                Locale.ROOT,
                "the counts of %,d of %,d tenants are not what was acknowledged%s",
                deviations.size(),
                config.tenants(),
                config.isSeedGiven() && counts.itemsNew < distinctAcknowledged
                        ? "; if these items were sent before (seed " + config.seed() + "), give another --seed"
                        : ""));
        deviations.stream().limit(SHOWN_MAX).forEach(deviation -> problems.add(sentence(deviation)));
    }

    private static String sentence(CountsCheck.Deviation deviation) {
        return String.format(
                Locale.ROOT,
                "%s grew by %,d items; %,d were acknowledged and %,d sent",
                deviation.tenant(),
                deviation.grown(),
                deviation.atLeast(),
                deviation.atMost());
    }

    private void addMembership(List<String> problems) {
        if (membership == null) {
            return;
        }
        addPlaces(problems, "acknowledged items are missing", membership.asked(), membership.missing());
        addPlaces(problems, "items are there that were never sent", membership.askedUnsent(), membership.phantoms());
    }

    private static void addPlaces(List<String> problems, String fault, long asked, List<String> places) {
        if (!places.isEmpty()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s, such as %s",
                    places.size(),
                    asked,
                    fault,
                    String.join(", ", places.subList(0, Math.min(SHOWN_MAX, places.size())))));
        }
    }
}
