package junretsu.jobs.blast;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.PacedSender;
import junretsu.load.Progress;
import junretsu.load.http.HttpLoad;

/** Loads jobs servers with numbers to factor, asks for each until it is done, and reports what became of them. */
public final class JobsBlaster implements Blast {
    private final JobsBlastConfig config;
    private final Clock clock;
    private final HttpLoad load;
    private final List<JobsSender> senders = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Makes a blast that has not begun. */
    public JobsBlaster(JobsBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.load = new HttpLoad(config.timeoutNanos(), clock);
    }

    @Override
    public JobsReport run(Consumer<String> lines) throws StartException {
        try (load) {
            load.connections().require(config.targets(), "junretsu serve jobs");
            String run = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
            for (int i = 0; i < config.connections(); i++) {
                ServerTurns servers = new ServerTurns(
                        load.connections().toEach(config.targets(), i),
                        config.targets().get(0),
                        i < config.kept());
                senders.add(new JobsSender(config, servers, run, i, clock));
            }
            send(new Progress(lines, clock));
            return report();
        }
    }

    @Override
    public void stop() {
        load.stop();
    }

    private void send(Progress progress) {
        String failure =
                load.run(senders, config.durationNanos(), progress, elapsedNanos -> show(progress, elapsedNanos));
        if (failure != null) {
            failures.add(failure);
        }
    }

    private void show(Progress progress, long elapsedNanos) {
        long ended = sum(JobsSender::endedJobs);
        List<String> more = new ArrayList<>();
        more.add(String.format(Locale.ROOT, "%,d done", ended));
        more.add(String.format(Locale.ROOT, "%,d requests failed", sum(JobsSender::failures)));
        if (config.isOpenLoop()) {
            more.add(Progress.slip(PacedSender.slipNanos(senders)));
        }
        progress.show(
                config.stage().done(elapsedNanos, ended), sum(JobsSender::sentJobs), "jobs", String.join("  ", more));
    }

    private JobsReport report() {
        LoadCounts counts = new LoadCounts();
        senders.forEach(sender -> counts.add(sender.counts()));
        long left = sum(sender -> sender.review().left());
        if (left > 0) {
            failures.add(String.format(
                    Locale.ROOT, "%,d jobs could not be looked at once more, since no server answered", left));
        }
        return new JobsReport(
                config,
                counts,
                config.fairness() ? shares() : null,
                PacedSender.lag(senders),
                PacedSender.course(senders),
                load.cpuNanos(),
                load.interrupted(senders),
                failures);
    }

    private CallerShares shares() {
        CallerShares shares = new CallerShares();
        senders.forEach(sender -> shares.add(config.source(), sender.ledger(), sender.review()));
        return shares;
    }

    private long sum(ToLongFunction<JobsSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
