package junretsu.users.blast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import junretsu.load.BlastReport;
import junretsu.text.LogHistogram;

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

    /** The same report with one more sentence about what failed. */
    UsersReport withFailure(String sentence) {
        List<String> more = new ArrayList<>(failures);
        more.add(sentence);
        return new UsersReport(config, stages, more);
    }

    /** Answers that cannot be true. */
    public long wrong() {
        return stages.stream().mapToLong(stage -> stage.counts().wrong()).sum();
    }

    /** Operations of all stages with that outcome. */
    long sum(Outcome outcome) {
        return stages.stream().mapToLong(stage -> stage.counts().sum(outcome)).sum();
    }

    boolean interrupted() {
        return stages.stream().anyMatch(StageResult::interrupted);
    }

    @Override
    public String text() {
        return UsersReportText.of(this);
    }

    @Override
    public String json() {
        return UsersReportJson.of(this);
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
            if (counts.sum(Outcome.OK) == 0) {
                faults.add("nothing was answered right");
            }
            if (counts.sum(Outcome.FAILED) > 0) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d operations failed%s",
                        counts.sum(Outcome.FAILED),
                        counts.sent(),
                        counts.failures.mostOften()));
            }
            if (counts.sum(Outcome.REFUSED) > 0) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d operations were refused%s",
                        counts.sum(Outcome.REFUSED),
                        counts.sent(),
                        counts.refusals.mostOften()));
            }
            if (stage.verified() != null) {
                faults.addAll(stage.verified().deviations());
            }
        }
        return faults;
    }

    @Override
    public String limitPassed() {
        List<String> passed = new ArrayList<>();
        if (wrong() > 0) {
            passed.add(String.format(Locale.ROOT, "%,d answers are wrong", wrong()));
            stages.forEach(stage -> passed.addAll(stage.counts().wrongExamples));
            passed.addAll(faults());
        }
        for (StageResult stage : stages) {
            for (Operation operation : Operation.values()) {
                LogHistogram times = stage.counts().of(operation).times;
                if (times.percentileMicros(0.99) * 1_000 > config.p99NanosMax()) {
                    passed.add(String.format(
                            Locale.ROOT,
                            "the p99 of %s is %.3f ms, longer than --max-p99 %.3f ms",
                            operation.word(),
                            times.percentileMicros(0.99) / 1e3,
                            config.p99NanosMax() / 1e6));
                }
            }
        }
        return passed.isEmpty() ? null : String.join("; ", passed);
    }
}
