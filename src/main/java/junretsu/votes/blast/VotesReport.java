package junretsu.votes.blast;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a blast did and what became of it.
 *
 * @param target where it was sent
 * @param engine by which
 * @param stages one, or those of a ramp that were begun
 * @param verifyFailure why the server's counts could not be read at the end, or null
 * @param interrupted whether it was stopped before its end
 */
public record VotesReport(
        VotesBlastConfig config,
        InetSocketAddress target,
        String engine,
        List<StageResult> stages,
        String verifyFailure,
        boolean interrupted) {

    /** The largest share lost in any stage; 0 when nothing was verified. */
    public double loss() {
        return stages.stream()
                .filter(stage -> stage.verdict() != null)
                .mapToDouble(stage -> stage.verdict().loss())
                .max()
                .orElse(0);
    }

    /** Whether more was lost than {@code --max-loss} allows. */
    public boolean isLimitPassed() {
        return config.lossMax() != null && loss() > config.lossMax();
    }

    /** The first stage of a ramp in which more was lost than is allowed, by default anything; null when there is none. */
    public StageResult lossBeginsAt() {
        double allowed = config.lossMax() == null ? 0 : config.lossMax();
        return stages.stream()
                .filter(stage -> stage.verdict() != null && stage.verdict().loss() > allowed)
                .findFirst()
                .orElse(null);
    }
}
