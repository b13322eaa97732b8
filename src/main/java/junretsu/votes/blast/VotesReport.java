package junretsu.votes.blast;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import junretsu.load.BlastReport;

/**
 * The report of a blast of votes.
 *
 * @param target where it was sent
 * @param engine by which
 * @param stages one, or those of a ramp that were begun
 * @param failure a sentence about why the server's counts could not be compared or a sender ended; null for neither
 */
public record VotesReport(
        VotesBlastConfig config, InetSocketAddress target, String engine, List<StageResult> stages, String failure)
        implements BlastReport {

    public VotesReport {
        stages = List.copyOf(stages);
    }

    /** Returns true when it was stopped before all was sent. */
    public boolean interrupted() {
        return stages.stream().anyMatch(StageResult::interrupted)
                || (failure == null && stages.size() < config.plan().size());
    }

    /** The largest share lost in any stage; 0 when nothing was verified. */
    public double loss() {
        return loss(stages);
    }

    /** The largest share lost in any of these stages; 0 when none was verified. */
    static double loss(List<StageResult> stages) {
        return stages.stream()
                .filter(stage -> stage.verdict() != null)
                .mapToDouble(stage -> stage.verdict().loss())
                .max()
                .orElse(0);
    }

    /**
     * The first stage of a ramp in which more was lost than is allowed, by default anything; null when there is none.
     */
    public StageResult lossBeginsAt() {
        double allowed = config.common().lossMax() == null
                ? 0
                : config.common().lossMax().value();
        return stages.stream()
                .filter(stage -> stage.verdict() != null && stage.verdict().loss() > allowed)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String text() {
        return VotesReportText.of(this);
    }

    @Override
    public String json() {
        return VotesReportJson.of(this);
    }

    @Override
    public List<String> problems() {
        return Stream.ofNullable(failure).toList();
    }

    @Override
    public String limitPassed() {
        return config.common().limitPassed(loss(), "votes");
    }
}
