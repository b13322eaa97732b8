package junretsu.users.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.config.HostPort;
import junretsu.config.IoReason;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.LoadRunner;
import junretsu.load.PacedSender;
import junretsu.load.Pacer;
import junretsu.load.ProcessCpu;
import junretsu.load.Progress;

/**
 * Loads a users server with seeded users, one way to log in after the other, and reports how many answers were right,
 * and how long they took.
 */
public final class UsersBlaster implements Blast {
    /** Shorter than a due time of some thousand operations a second. */
    private static final long NAP_NANOS = 50_000;

    private final UsersBlastConfig config;
    private final Clock clock;
    private final LoadRunner runner;
    private final List<String> failures = new ArrayList<>();

    /** Makes a blast that has not begun. */
    public UsersBlaster(UsersBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.runner = new LoadRunner(clock);
    }

    @Override
    public UsersReport run(Consumer<String> lines) throws StartException {
        InetSocketAddress target = resolve(config.target());
        List<UserPart> parts = IntStream.range(0, config.loops())
                .mapToObj(loop -> UserPart.of(config, loop))
                .toList();
        Preparation preparation = new Preparation(config, target, parts, runner::isStopped, clock);
        preparation.probe();
        List<StageResult> stages = new ArrayList<>();
        for (LoginWay way : config.ways()) {
            if (stages.isEmpty() || !runner.isStopped() && failures.isEmpty()) {
                preparation.prepare(way, new Progress(lines, clock));
                stages.add(stage(way, target, parts, new Progress(lines, clock)));
            }
        }
        return new UsersReport(config, stages, failures);
    }

    @Override
    public void stop() {
        runner.stop();
    }

    private StageResult stage(LoginWay way, InetSocketAddress target, List<UserPart> parts, Progress progress)
            throws StartException {
        LoadCounts counts = new LoadCounts();
        if (config.warmUpNanos() > 0) {
            List<UsersSender> senders = senders(way, target, parts, true);
            run(senders, config.warmUpNanos(), elapsedNanos -> {});
            senders.forEach(sender -> counts.addWrongOf(sender.counts()));
        }
        CountsCheck check = config.verify() == null ? null : new CountsCheck(config.verify(), clock);
        if (check != null) {
            check.begin();
        }
        List<UsersSender> senders = senders(way, target, parts, false);
        long cpuBefore = ProcessCpu.nanos();
        boolean isWhole = run(senders, config.durationNanos(), elapsedNanos -> show(senders, progress, elapsedNanos));
        long cpuNanos = ProcessCpu.nanos() - cpuBefore;
        senders.forEach(sender -> counts.add(sender.counts()));
        return new StageResult(
                way,
                config.stage(),
                counts,
                PacedSender.lag(senders),
                PacedSender.course(senders),
                runner.sinceFirstNanos(),
                config.stage().tookNanos(counts.sent(), counts.lastAnswerNanos),
                cpuNanos,
                runner.interrupted(senders),
                check == null || !isWhole ? null : verified(check, counts));
    }

    /** Runs senders to their end. @return false when one has failed */
    private boolean run(List<UsersSender> senders, long durationNanos, LongConsumer look) {
        String failure = runner.run(senders, durationNanos, NAP_NANOS, look::accept);
        if (failure != null) {
            failures.add(failure);
        }
        return failure == null;
    }

    private List<UsersSender> senders(LoginWay way, InetSocketAddress target, List<UserPart> parts, boolean isWarmUp)
            throws StartException {
        List<UsersSender> senders = new ArrayList<>();
        for (UserPart part : parts) {
            long quota = isWarmUp ? Long.MAX_VALUE : config.quota(part.number());
            senders.add(new UsersSender(config, way, quota, part, clients(part.number(), target), clock));
        }
        return senders;
    }

    private UserClients clients(int loop, InetSocketAddress target) throws StartException {
        try {
            int count = (int) Pacer.part(config.clients(), config.loops(), loop);
            return new UserClients(target, count, loop, config.loops());
        } catch (IOException e) {
            throw new StartException(
                    "cannot open " + config.clients() + " connections to " + config.target() + ": " + IoReason.of(e),
                    e);
        }
    }

    private CountsCheck.Result verified(CountsCheck check, LoadCounts counts) {
        try {
            return check.compare(counts);
        } catch (IOException e) {
            failures.add("--verify: " + config.verify() + " cannot be compared: " + e.getMessage());
            return null;
        }
    }

    private void show(List<UsersSender> senders, Progress progress, long elapsedNanos) {
        if (!progress.isDue()) {
            return;
        }
        long sent = senders.stream().mapToLong(UsersSender::sent).sum();
        long problems = senders.stream().mapToLong(UsersSender::problems).sum();
        long wrong = senders.stream().mapToLong(UsersSender::wrong).sum();
        List<String> more = new ArrayList<>();
        more.add(String.format(Locale.ROOT, "%,d refused or failed", problems));
        if (wrong > 0) {
            more.add(String.format(Locale.ROOT, "%,d WRONG", wrong));
        }
        if (config.isOpenLoop()) {
            more.add(Progress.slip(PacedSender.slipNanos(senders)));
        }
        progress.show(config.stage().done(elapsedNanos, sent), sent, "operations", String.join("  ", more));
    }

    private static InetSocketAddress resolve(HostPort target) throws StartException {
        try {
            return target.resolve();
        } catch (UnknownHostException e) {
            throw new StartException("--target: '" + target.host() + "' has no address", e);
        }
    }
}
