package junretsu.votes.blast;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.HostPort;
import junretsu.config.Share;
import junretsu.load.BlastReport;
import junretsu.load.Course;
import junretsu.load.Figure;
import junretsu.load.KernelDrops;
import junretsu.load.LoadPage;
import junretsu.load.LossCauses;
import junretsu.load.ScheduleLag;
import junretsu.load.SentCourse;
import junretsu.text.JsonWriter;

/**
 * The report of a blast of votes.
 *
 * @param address where it was sent
 * @param engine by which
 * @param stages one, or those of a ramp that were begun
 * @param sent what was sent when
 * @param drops of this machine's kernel meanwhile; null when the server is another's, or they are unknown
 * @param failure a sentence about why the server's counts could not be compared or a sender ended; null for neither
 */
public record VotesReport(
        VotesBlastConfig config,
        InetSocketAddress address,
        String engine,
        List<StageResult> stages,
        SentCourse sent,
        KernelDrops drops,
        String failure)
        implements BlastReport {
    /** Names of the counts that it shows over the time. */
    static final List<String> SHOWN = List.of("total", "rejected", "dropped");

    public VotesReport {
        stages = List.copyOf(stages);
    }

    @Override
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
        Share lossMax = config.common().limits().lossMax();
        double allowed = lossMax == null ? 0 : lossMax.value();
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
    public String target() {
        return "udp " + HostPort.format(address);
    }

    @Override
    public void write(JsonWriter json) {
        VotesReportJson.write(json, this);
    }

    @Override
    public List<Figure> figures() {
        return VotesReportPage.figures(this);
    }

    @Override
    public Course course() {
        return sent.table(SHOWN.toArray(String[]::new));
    }

    @Override
    public void draw(LoadPage page) {
        VotesReportPage.draw(page, this);
    }

    @Override
    public boolean isProven() {
        return !stages.isEmpty()
                && stages.stream()
                        .allMatch(stage ->
                                stage.verdict() != null && stage.verdict().isExact());
    }

    @Override
    public String finding() {
        return VotesReportPage.finding(this);
    }

    @Override
    public List<String> notes() {
        return interrupted()
                ? List.of()
                : new LossCauses(
                                missing(),
                                "votes",
                                droppedPackets(),
                                drops,
                                KernelDrops.isHere(address.getAddress()),
                                stages.stream().allMatch(StageResult::keptUp),
                                lag().percentileMicros(0.99) / 1e6)
                        .sentences();
    }

    /** Votes sent that were neither counted nor rejected nor limited nor late; 0 when nothing was verified. */
    long missing() {
        return stages.stream()
                .filter(stage -> stage.verdict() != null)
                .mapToLong(stage -> Math.round(stage.verdict().loss() * stage.sent()))
                .sum();
    }

    private long droppedPackets() {
        return stages.stream()
                .filter(stage -> stage.verdict() != null)
                .mapToLong(stage -> stage.verdict().droppedPackets())
                .sum();
    }

    /** The lag of all stages together. */
    ScheduleLag lag() {
        ScheduleLag lag = new ScheduleLag();
        stages.forEach(stage -> lag.add(stage.lag()));
        return lag;
    }

    boolean isVerified() {
        return config.common().verify() != null;
    }

    @Override
    public List<String> problems() {
        return Stream.ofNullable(failure).toList();
    }

    @Override
    public String limitPassed() {
        return config.common()
                .limits()
                .check()
                .loss(loss(), "of the votes was lost", "")
                .slip(lag())
                .sentence();
    }
}
