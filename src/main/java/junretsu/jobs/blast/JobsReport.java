package junretsu.jobs.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.load.AnsweredCourse;
import junretsu.load.BlastReport;
import junretsu.load.Course;
import junretsu.load.Figure;
import junretsu.load.Limits;
import junretsu.load.LoadPage;
import junretsu.load.Rate;
import junretsu.load.ScheduleLag;
import junretsu.load.TimeLine;
import junretsu.load.http.ErrorReasons;
import junretsu.text.JsonWriter;

/**
 * The report of a blast of jobs.
 *
 * @param counts what became of all requests and jobs
 * @param shares of the callers; null when they were not asked for
 * @param lag of POSTs behind the schedule; empty in closed loop
 * @param sent POSTs over the time, with their lag
 * @param cpuNanos that the generator itself used
 * @param interrupted whether it was stopped before its end
 * @param failures sentences about what else failed
 */
public record JobsReport(
        JobsBlastConfig config,
        LoadCounts counts,
        CallerShares shares,
        ScheduleLag lag,
        TimeLine sent,
        long cpuNanos,
        boolean interrupted,
        List<String> failures)
        implements BlastReport {
    public JobsReport {
        failures = List.copyOf(failures);
    }

    /** Jobs accepted a second, until the last was, and at a rate, until its turn was over. */
    public double postsPerSecond() {
        return Rate.perSecond(counts.accepted, config.stage().tookNanos(counts.sent, counts.acceptedNanos));
    }

    /** Jobs ended a second, from the first POST until the last was seen to have ended, and its turn was over. */
    public double jobsPerSecond() {
        return Rate.perSecond(counts.ended(), config.stage().tookNanos(counts.sent, counts.endedNanos));
    }

    /** The generator's own CPU time for each job sent, in microseconds. */
    public double cpuMicrosPerJob() {
        return counts.sent == 0 ? 0 : cpuNanos / 1e3 / counts.sent;
    }

    /** Returns whether the load followed its schedule; not judged when it was interrupted. */
    public boolean keptUp() {
        return interrupted || config.stage().isKeptUpBy(counts.sent);
    }

    @Override
    public String text() {
        return JobsReportText.of(this);
    }

    @Override
    public String target() {
        return JobsReportText.targets(config);
    }

    @Override
    public void write(JsonWriter json) {
        JobsReportJson.write(json, this);
    }

    @Override
    public List<Figure> figures() {
        return JobsReportPage.figures(this);
    }

    @Override
    public Course course() {
        return new AnsweredCourse(sent, counts.line).table("done", "job");
    }

    @Override
    public void draw(LoadPage page) {
        JobsReportPage.draw(page, this);
    }

    @Override
    public List<String> notes() {
        return BlastReport.behind(keptUp());
    }

    @Override
    public boolean isProven() {
        return config.verify() && counts.withoutResult() + counts.unsent == 0 && counts.wrong == 0;
    }

    @Override
    public String finding() {
        return JobsReportPage.finding(this);
    }

    /** The share of the jobs sent, or to be sent, that has no result, 0 to 1. */
    double loss() {
        long missing = counts.withoutResult() + counts.unsent;
        return missing == 0 ? 0 : (double) missing / (counts.sent + counts.unsent);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        if (!counts.isSumRight()) {
            problems.add("sent is not accepted + failed + unknown, or accepted not the sum of its outcomes: a fault of"
                    + " this generator");
        }
        if (counts.accepted == 0 && !interrupted) {
            problems.add("no job was accepted" + mostOften(counts.postErrors));
        } else if (!interrupted && config.limits().lossMax() == null && loss() > 0) {
            problems.add(withoutResult() + mostOften(counts.postErrors));
        }
        if (!config.killCheck() && counts.getErrors.count() > 0) {
            problems.add(String.format(
                    Locale.ROOT, "%,d GETs failed%s", counts.getErrors.count(), mostOften(counts.getErrors)));
        }
        addAnswers(problems);
        return problems;
    }

    @Override
    public String limitPassed() {
        Limits.Check check = config.limits()
                .check()
                .loss(interrupted ? 0 : loss(), "of the jobs have no result", ": " + withoutResult())
                .slip(lag)
                .latency(counts.posts, "the time to accept a job");
        if (counts.longestNanos > config.waitNanosMax()) {
            check.add(
                    "a job took %.3f s, longer than --max-wait %.3f s",
                    counts.longestNanos / 1e9, config.waitNanosMax() / 1e9);
        }
        return check.sentence();
    }

    private void addAnswers(List<String> problems) {
        if (counts.wrong > 0) {
            problems.add(
                    String.format(Locale.ROOT, "%,d of %,d answers checked are wrong", counts.wrong, counts.checked));
            problems.addAll(counts.wrongExamples);
        }
        if (counts.missing > 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d jobs that had a result are not known any more",
                    counts.missing,
                    counts.askedAgain));
        }
        if (counts.changed > 0) {
            problems.add(String.format(Locale.ROOT, "%,d of %,d results changed", counts.changed, counts.askedAgain));
            problems.addAll(counts.changedExamples);
        }
    }

    private String withoutResult() {
        String sentence = String.format(
                Locale.ROOT,
                "%,d of %,d jobs have no result: %,d were not accepted, of %,d it is not known, %,d failed, %,d were"
                        + " cancelled, %,d are lost and %,d open",
                counts.withoutResult(),
                counts.sent,
                counts.failed,
                counts.unknown,
                counts.of(Outcome.FAILED),
                counts.of(Outcome.CANCELLED),
                counts.of(Outcome.LOST),
                counts.of(Outcome.OPEN));
        return counts.unsent == 0
                ? sentence
                : String.format(
                        Locale.ROOT, "%s; %,d more were not sent, since no server answered", sentence, counts.unsent);
    }

    private static String mostOften(ErrorReasons errors) {
        return errors.counts().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> ", most often: " + most.getKey() + quoted(errors.example(most.getKey())))
                .orElse("");
    }

    private static String quoted(String example) {
        return example.isEmpty() ? "" : " '" + example + "'";
    }
}
