package junretsu.users.blast;

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

/**
 * The report of a blast of users.
 *
 * @param stages one for each way to log in
 * @param failures sentences about what else failed
 */
public record UsersReport(UsersBlastConfig config, List<StageResult> stages, List<String> failures)
        implements BlastReport {
    public UsersReport {
        stages = List.copyOf(stages);
        failures = List.copyOf(failures);
    }

    /** Answers that cannot be true. */
    public long wrong() {
        return stages.stream().mapToLong(stage -> stage.counts().wrong()).sum();
    }

    /** Operations of all stages with that outcome. */
    long sum(Outcome outcome) {
        return stages.stream().mapToLong(stage -> stage.counts().sum(outcome)).sum();
    }

    /** Also between two ways to log in, when each stage that was begun has ended. */
    @Override
    public boolean interrupted() {
        boolean isCutShort = failures.isEmpty() && stages.size() < config.ways().size();
        return isCutShort || stages.stream().anyMatch(StageResult::interrupted);
    }

    @Override
    public String text() {
        return UsersReportText.of(this);
    }

    @Override
    public String target() {
        return "tcp " + config.target();
    }

    @Override
    public void write(JsonWriter json) {
        UsersReportJson.write(json, this);
    }

    @Override
    public List<Figure> figures() {
        return UsersReportPage.figures(this);
    }

    @Override
    public Course course() {
        return allStages().table("right", "latency");
    }

    @Override
    public void draw(LoadPage page) {
        UsersReportPage.draw(page, this);
    }

    @Override
    public List<String> notes() {
        return BlastReport.behind(stages.stream().allMatch(StageResult::keptUp));
    }

    @Override
    public boolean isProven() {
        return sum(Outcome.OK) > 0 && stages.stream().allMatch(stage -> stage.verified() != null) && faults().isEmpty();
    }

    @Override
    public String finding() {
        return UsersReportPage.finding(this);
    }

    /** The course of all stages, one behind the other. */
    AnsweredCourse allStages() {
        TimeLine sent = new TimeLine();
        TimeLine answered = new TimeLine();
        long first = stages.isEmpty() ? 0 : stages.get(0).laterNanos();
        for (StageResult stage : stages) {
            sent.add(stage.sent(), stage.laterNanos() - first);
            answered.add(stage.counts().line, stage.laterNanos() - first);
        }
        return new AnsweredCourse(sent, answered);
    }

    /** The lag of all stages together. */
    ScheduleLag lag() {
        ScheduleLag lag = new ScheduleLag();
        stages.forEach(stage -> lag.add(stage.lag()));
        return lag;
    }

    /** The share of the operations that failed, were refused or not sent, 0 to 1. */
    double loss() {
        long unsent = stages.stream().mapToLong(stage -> stage.counts().unsent).sum();
        long asked = unsent
                + stages.stream().mapToLong(stage -> stage.counts().sent()).sum();
        return asked == 0 ? 0 : (sum(Outcome.FAILED) + sum(Outcome.REFUSED) + unsent) / (double) asked;
    }

    @Override
    public boolean isWrong() {
        return wrong() > 0;
    }

    /** None when an answer was wrong: that is told as a limit, which weighs more than any failure. */
    @Override
    public List<String> problems() {
        return wrong() > 0 ? List.of() : faults();
    }

    /** Sentences about what failed, was refused, or does not agree with the server's counts. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(failures);
        for (StageResult stage : stages) {
            LoadCounts counts = stage.counts();
            if (!counts.isSumRight()) {
                faults.add("sent is not the sum of right, refused, failed and wrong: a fault of this generator");
            }
            if (!stage.interrupted() && counts.sum(Outcome.OK) == 0) {
                faults.add("nothing was answered right");
            }
            boolean isLimited = config.limits().lossMax() != null || stage.interrupted();
            if (!isLimited && counts.sum(Outcome.FAILED) > 0) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d operations failed%s",
                        counts.sum(Outcome.FAILED),
                        counts.sent(),
                        counts.failures.mostOften()));
            }
            if (!isLimited && counts.sum(Outcome.REFUSED) > 0) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d operations were refused%s",
                        counts.sum(Outcome.REFUSED),
                        counts.sent(),
                        counts.refusals.mostOften()));
            }
            if (!isLimited && counts.unsent > 0) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%,d operations were not sent, since the server did not answer%s",
                        counts.unsent,
                        counts.reconnects.mostOften()));
            }
            if (stage.verified() != null) {
                faults.addAll(stage.verified().deviations());
            }
        }
        return faults;
    }

    @Override
    public String limitPassed() {
        Limits.Check check = config.limits().check();
        if (wrong() > 0) {
            check.add("%,d answers are wrong", wrong());
            stages.forEach(stage -> stage.counts().wrongExamples.forEach(example -> check.add("%s", example)));
            faults().forEach(fault -> check.add("%s", fault));
        }
        check.loss(interrupted() ? 0 : loss(), "of the operations failed, were refused or not sent", "")
                .slip(lag());
        for (StageResult stage : stages) {
            for (Operation operation : Operation.values()) {
                check.latency(stage.counts().of(operation).times, operation.word());
            }
        }
        return check.sentence();
    }
}
