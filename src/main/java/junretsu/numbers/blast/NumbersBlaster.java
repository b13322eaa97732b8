package junretsu.numbers.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import junretsu.base.Clock;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.load.CountsReader;
import junretsu.load.Pacer;
import junretsu.numbers.NumberWire;

/** Loads a numbers server and compares what it says with what was sent. {@link #stop} may be called by any thread. */
public final class NumbersBlaster {
    private static final String BAD_LINE = "12345678x\n";
    private static final int CLOSE_LIMIT_MS = 10_000;

    private final NumbersBlastConfig config;
    private final Clock clock;
    private final CountsReader<NumbersCounts> counts;
    private volatile boolean stopped;

    public NumbersBlaster(NumbersBlastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        counts = config.verify() == null
                ? null
                : new CountsReader<>(config.verify(), clock, NumbersCounts::parse, NumbersCounts::equals);
    }

    /**
     * Sends all and waits until the server has read it.
     *
     * @throws StartException when the server cannot be reached
     */
    public NumbersReport run() throws StartException {
        InetSocketAddress target = resolve(config.target());
        NumbersCounts before = readCounts();
        CountDownLatch start = new CountDownLatch(1);
        List<NumberSender> senders = connect(target, start);
        ExecutorService threads = Executors.newFixedThreadPool(senders.size());
        List<Future<NumberSender>> ends = new ArrayList<>();
        senders.forEach(sender -> ends.add(threads.submit(sender)));
        long begin = clock.nanoTime();
        start.countDown();
        ends.forEach(NumbersBlaster::await);
        long duration = clock.nanoTime() - begin;
        threads.shutdown();
        long bad = sendBad(target);
        NumbersCounts counted = before == null ? null : settled(senders, bad, before);
        String logProblem = config.log() == null ? null : compareLog(senders);
        if (config.terminates()) {
            closesAfter(target, NumberWire.TERMINATE + "\n");
        }
        return new NumbersReport(
                config,
                senders.stream().mapToLong(sender -> sender.source().lines()).sum(),
                senders.stream().mapToLong(sender -> sender.source().unique()).sum(),
                bad,
                duration,
                senders.stream()
                        .map(NumberSender::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                counted,
                logProblem);
    }

    /** Lets the lines under way be the last ones. */
    public void stop() {
        stopped = true;
    }

    private List<NumberSender> connect(InetSocketAddress target, CountDownLatch start) throws StartException {
        List<NumberSender> senders = new ArrayList<>();
        int n = config.connections();
        for (int i = 0; i < n; i++) {
            long quota = config.count() == Long.MAX_VALUE
                    ? Long.MAX_VALUE
                    : config.count() / n + (i < config.count() % n ? 1 : 0);
            NumberSource source = new NumberSource(config.seed(), config.uniqueShare(), n, i);
            try {
                senders.add(new NumberSender(
                        target,
                        source,
                        new Pacer(config.rate(), n, i),
                        quota,
                        config.durationNanos(),
                        start,
                        () -> stopped,
                        clock));
            } catch (IOException e) {
                throw new StartException("cannot connect to tcp " + config.target() + ": " + e.getMessage(), e);
            }
        }
        return senders;
    }

    private long sendBad(InetSocketAddress target) {
        long closed = 0;
        for (int i = 0; i < config.bad() && !stopped; i++) {
            closed += closesAfter(target, BAD_LINE) ? 1 : 0;
        }
        return closed;
    }

    /** Whether the server closes the connection on which it was sent this. */
    private static boolean closesAfter(InetSocketAddress target, String line) {
        try (Socket socket = new Socket(target.getAddress(), target.getPort())) {
            socket.setSoTimeout(CLOSE_LIMIT_MS);
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return e instanceof java.net.SocketException;
        }
    }

    private NumbersCounts readCounts() throws StartException {
        try {
            return counts == null ? null : counts.read();
        } catch (IOException e) {
            throw new StartException("--verify: " + counts.location() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private NumbersCounts settled(List<NumberSender> senders, long bad, NumbersCounts before) throws StartException {
        long sent =
                senders.stream().mapToLong(sender -> sender.source().lines()).sum();
        try {
            return counts.readWhenStill(now -> now.since(before).received() == sent
                            && now.since(before).rejected() == bad)
                    .since(before);
        } catch (IOException e) {
            throw new StartException("--verify: " + counts.location() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String compareLog(List<NumberSender> senders) {
        try {
            return LogCheck.compare(
                    config.log(), senders.stream().map(NumberSender::source).toList());
        } catch (IOException e) {
            return "the log cannot be read: " + e;
        }
    }

    private static InetSocketAddress resolve(HostPort target) throws StartException {
        try {
            return target.resolve();
        } catch (UnknownHostException e) {
            throw new StartException("--target: the host '" + target.host() + "' has no address", e);
        }
    }

    private static void await(Future<NumberSender> end) {
        try {
            end.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
