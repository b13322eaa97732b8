package junretsu.jobs.blast;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.LoadRunner;
import junretsu.load.PacedSender;
import junretsu.load.Progress;
import junretsu.load.http.HttpConnection;
import junretsu.load.http.HttpConnections;
import junretsu.load.http.HttpFailure;
import junretsu.load.http.HttpTarget;

/** Loads jobs servers with numbers to factor, asks for each until it is done, and reports what became of them. */
public final class JobsBlaster implements Blast {
    private static final long NAP_NANOS = 500_000;

    /** The time that requests under way get after {@link #stop}. */
    private static final long STOP_LIMIT_NANOS = 2_000_000_000L;

    private final JobsBlastConfig config;
    private final Clock clock;
    private final HttpConnections connections;
    private final LoadRunner load;
    private final List<JobsSender> senders = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Makes a blast that has not begun. */
    public JobsBlaster(JobsBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.load = new LoadRunner(clock);
        this.connections = new HttpConnections(config.timeoutNanos(), clock);
    }

    @Override
    public JobsReport run(Consumer<String> lines) throws StartException {
        try (connections) {
            requireServers();
            String run = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
            for (int i = 0; i < config.connections(); i++) {
                ServerTurns servers =
                        new ServerTurns(connectionsFrom(i), config.targets().get(0), i < config.kept());
                senders.add(new JobsSender(config, servers, run, i, clock));
            }
            long cpuNanos = cpuNanos();
            send(new Progress(lines, clock));
            JobsReport report = report(cpuNanos() - cpuNanos);
            return config.html() == null ? report : withPage(report);
        }
    }

    @Override
    public void stop() {
        load.stop();
    }

    private void requireServers() throws StartException {
        for (HttpTarget target : config.targets()) {
            try (HttpConnection probe = connections.to(target)) {
                probe.connect();
            } catch (HttpFailure e) {
                throw new StartException(
                        "cannot connect to " + target + ": " + e.getMessage()
                                + "; start 'junretsu serve jobs' there, or give --target",
                        e);
            }
        }
    }

    private List<HttpConnection> connectionsFrom(int sender) throws StartException {
        List<HttpConnection> all = new ArrayList<>();
        for (HttpTarget target : config.targets()) {
            all.add(connections.to(target));
        }
        Collections.rotate(all, -(sender % all.size()));
        return all;
    }

    private void send(Progress progress) {
        String failure = load.run(senders, config.durationNanos(), NAP_NANOS, elapsedNanos -> {
            if (progress.isDue()) {
                show(progress, elapsedNanos);
            }
            if (load.isStoppedFor(STOP_LIMIT_NANOS)) {
                connections.cut();
            }
        });
        if (failure != null) {
            failures.add(failure);
        }
    }

    private void show(Progress progress, long elapsedNanos) {
        long ended = sum(JobsSender::endedJobs);
        long failed = sum(JobsSender::failures);
        progress.show(
                config.stage().done(elapsedNanos, ended),
                sum(JobsSender::sentJobs),
                "jobs",
                String.format(
                        Locale.ROOT,
                        "%,d done%s",
                        ended,
                        failed == 0 ? "" : String.format(Locale.ROOT, "  %,d requests failed", failed)));
    }

    private JobsReport report(long cpuNanos) {
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
                cpuNanos,
                senders.stream().anyMatch(JobsSender::leftByStop),
                failures);
    }

    private CallerShares shares() {
        CallerShares shares = new CallerShares();
        senders.forEach(sender -> shares.add(config.source(), sender.ledger(), sender.review()));
        return shares;
    }

    private static JobsReport withPage(JobsReport report) {
        try {
            Files.writeString(report.config().html(), JobsReportHtml.of(report));
            return report;
        } catch (IOException e) {
            return report.withFailure("--html: cannot write " + report.config().html() + ": " + IoReason.of(e));
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private long sum(ToLongFunction<JobsSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
