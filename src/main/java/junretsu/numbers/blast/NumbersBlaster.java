package junretsu.numbers.blast;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.load.Blast;
import junretsu.load.CountsWatch;
import junretsu.load.LiveCounts;
import junretsu.load.LoadRunner;
import junretsu.load.NamedCounts;
import junretsu.load.PacedSender;
import junretsu.load.Pacer;
import junretsu.load.Progress;
import junretsu.load.SentCourse;
import junretsu.numbers.NumberWire;

/** Loads a numbers server, then compares its counts and its log with what was sent. */
public final class NumbersBlaster implements Blast {
    private static final String BAD_LINE = "12345678x";
    private static final long NAP_NANOS = 500_000;

    private final NumbersBlastConfig config;
    private final Clock clock;
    private final CountsWatch counts;
    private final LoadRunner load;
    private final List<NumberSender> senders = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private LiveCounts live;

    /** Makes a blast that has not begun. */
    public NumbersBlaster(NumbersBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.load = new LoadRunner(clock);
        this.counts = config.common().countsWatch(NumbersReport.COUNTS, clock);
    }

    @Override
    public NumbersReport run(Consumer<String> lines) throws StartException {
        InetSocketAddress target = config.isStdout() ? null : config.common().resolveTarget();
        if (counts != null) {
            counts.begin();
        }
        connect(target);
        live = config.common().liveCounts(NumbersReport.COUNTS, "received", () -> sum(NumberSender::sent), clock);
        try {
            return sendAndCompare(target, new Progress(lines, clock));
        } finally {
            LiveCounts.close(live);
        }
    }

    private NumbersReport sendAndCompare(InetSocketAddress target, Progress progress) {
        send(progress);
        LineClient client = new LineClient(target, load::isStopped);
        long bad = sendBad(client);
        boolean isWhole = senders.stream().noneMatch(NumberSender::gaveUp);
        NamedCounts counted = counts == null || !isWhole ? null : counted(bad);
        boolean interrupted = load.interrupted(senders) || (load.isStopped() && bad < config.bad());
        String logProblem = config.log() == null || interrupted ? null : compareLog();
        if (config.terminates() && !config.isStdout() && !interrupted) {
            terminate(client);
        }
        return report(target, bad, interrupted, counted, logProblem);
    }

    @Override
    public boolean writesToStdout() {
        return config.isStdout();
    }

    @Override
    public void stop() {
        load.stop();
        if (counts != null) {
            counts.hurry();
        }
    }

    private void connect(InetSocketAddress target) throws StartException {
        int connections = config.connections();
        for (int i = 0; i < connections; i++) {
            NumberSource source = new NumberSource(config.common().seed(), config.uniqueShare(), connections, i);
            senders.add(new NumberSender(
                    sink(target),
                    source,
                    config.common().rate().pacer(1, connections, i),
                    Pacer.part(config.common().stage().count(), connections, i),
                    clock));
        }
    }

    private LineSink sink(InetSocketAddress target) throws StartException {
        if (target == null) {
            return new StreamSink(new FileOutputStream(FileDescriptor.out).getChannel(), config.terminates(), clock);
        }
        try {
            return new SocketSink(target, clock);
        } catch (IOException e) {
            throw new StartException(
                    "cannot connect to tcp " + config.common().target() + ": " + e.getMessage()
                            + "; start 'junretsu serve numbers' there, or give --target",
                    e);
        }
    }

    private void send(Progress progress) {
        String failure = load.run(senders, config.common().durationNanos(), NAP_NANOS, elapsedNanos -> {
            if (progress.isDue()) {
                show(progress, elapsedNanos);
            }
        });
        if (failure != null) {
            failures.add(failure);
        }
        senders.stream()
                .map(NumberSender::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(failures::add);
        if (senders.stream().anyMatch(NumberSender::gaveUp)) {
            failures.add("the server did not read all before the end, so nothing was compared");
        }
    }

    private void show(Progress progress, long elapsedNanos) {
        long sent = sum(NumberSender::sent);
        double done = config.common().stage().done(elapsedNanos, sent);
        double waited = sum(NumberSender::waitedNanos) / 1e9;
        List<String> more = new ArrayList<>();
        if (waited >= 0.05) {
            more.add(String.format(Locale.ROOT, "waited %.1f s for the server", waited));
        }
        if (live != null) {
            more.add(live.lossSoFar());
        }
        if (config.common().stage().isPaced()) {
            more.add(Progress.slip(PacedSender.slipNanos(senders)));
        }
        progress.show(done, sent, "numbers", String.join("  ", more));
    }

    private long sendBad(LineClient client) {
        long closed = 0;
        try {
            for (int i = 0; i < config.bad() && !load.isStopped(); i++) {
                closed += client.isClosedAfter(BAD_LINE) ? 1 : 0;
            }
        } catch (IOException e) {
            failures.add("cannot connect to send a bad line: " + e.getMessage());
        }
        return closed;
    }

    private void terminate(LineClient client) {
        try {
            if (!client.isClosedAfter(NumberWire.TERMINATE)) {
                failures.add("the server did not close the connection after 'terminate'");
            }
        } catch (IOException e) {
            failures.add("cannot connect to send 'terminate': " + e.getMessage());
        }
    }

    private NamedCounts counted(long bad) {
        long sent = sum(NumberSender::sent);
        try {
            return counts.next(now -> now.count("received") == sent && now.count("rejected") == bad);
        } catch (IOException e) {
            failures.add(e.getMessage());
            return null;
        }
    }

    private String compareLog() {
        BitSet numbers = new BitSet(NumberWire.NUMBERS);
        senders.forEach(sender -> sender.source().addNumbers(sender.sent(), numbers));
        try {
            return LogCheck.compare(config.log(), numbers);
        } catch (IOException e) {
            return "the log cannot be read: " + e;
        }
    }

    private NumbersReport report(
            InetSocketAddress target, long bad, boolean interrupted, NamedCounts counted, String logProblem) {
        long sent = sum(NumberSender::sent);
        return new NumbersReport(
                config,
                target,
                sent,
                sum(sender -> sender.source().unique(sender.sent())),
                bad,
                config.common().stage().tookNanos(sent, PacedSender.endedNanos(senders)),
                PacedSender.lag(senders),
                new SentCourse(PacedSender.course(senders), live, load.firstStartNanos()),
                sum(NumberSender::waitedNanos),
                interrupted,
                counted,
                logProblem,
                failures);
    }

    private long sum(ToLongFunction<NumberSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
