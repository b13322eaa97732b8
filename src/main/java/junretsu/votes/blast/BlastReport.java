package junretsu.votes.blast;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a blast did and what became of it.
 *
 * @param target where it was sent
 * @param engine by which
 * @param steps one, or those of a ramp that were begun
 * @param verifyFailure why the server's counts could not be read at the end, or null
 * @param interrupted whether it was stopped before its end
 */
public record BlastReport(
        BlastConfig config,
        InetSocketAddress target,
        String engine,
        List<StepResult> steps,
        String verifyFailure,
        boolean interrupted) {

    /** The largest share lost in any step; 0 when nothing was verified. */
    public double loss() {
        return steps.stream()
                .filter(step -> step.verdict() != null)
                .mapToDouble(step -> step.verdict().loss())
                .max()
                .orElse(0);
    }

    /** Whether more was lost than {@code --max-loss} allows. */
    public boolean isLimitPassed() {
        return config.lossMax() != null && loss() > config.lossMax();
    }

    /** The first step of a ramp in which more was lost than is allowed, by default anything; null when there is none. */
    public StepResult lossBeginsAt() {
        double allowed = config.lossMax() == null ? 0 : config.lossMax();
        return steps.stream()
                .filter(step -> step.verdict() != null && step.verdict().loss() > allowed)
                .findFirst()
                .orElse(null);
    }
}
