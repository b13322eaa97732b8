package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.load.Pacer;
import junretsu.load.ScheduleLag;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.votes.VoteWire;

/** One stage of load: its senders, each on a thread of its own. {@link #stop} may be called by any thread. */
final class StageRun implements AutoCloseable {
    private static final long LOOK_MS = 20;
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    /** So that all senders are there when the first datagram is due. */
    private static final long RUN_UP_NANOS = 5_000_000L;

    /** A target where nobody listens says so at the first datagrams; later it may be a server that starts again. */
    private static final long REFUSAL_NANOS = 300_000_000L;

    /** Slices are 1 ms or less apart; a nap of less than 100 µs takes longer than asked for. */
    private static final long NAP_NANOS_MIN = 100_000L;

    private static final long NAP_NANOS_MAX = 1_000_000L;

    private final LoadStage stage;
    private final Clock clock;
    private final long startNanos;
    private final List<VotesSender> senders = new ArrayList<>();
    private final List<WorkerThread> threads = new ArrayList<>();

    private StageRun(LoadStage stage, Clock clock) {
        this.stage = stage;
        this.clock = clock;
        this.startNanos = clock.nanoTime() + RUN_UP_NANOS;
    }

    static StageRun start(
            VotesBlastConfig config,
            LoadStage stage,
            DatagramEngine engine,
            InetSocketAddress target,
            DistinctErrors errors,
            Clock clock)
            throws IOException {
        StageRun run = new StageRun(stage, clock);
        for (int i = 0; i < config.threads(); i++) {
            run.senders.add(run.sender(config, i, open(config, i, engine, target)));
        }
        double datagramsPerSecond = (double) stage.votesPerSecond() / config.payload();
        run.senders.forEach(
                sender -> run.threads.add(new WorkerThread(sender, nap(datagramsPerSecond), errors).start()));
        return run;
    }

    /**
     * Waits until all has been sent.
     *
     * @param eachSecond is told how far it is, on the calling thread
     * @param endsWhenRefused whether to end early when nothing listens at the target
     * @return false when nothing listens
     */
    boolean await(Consumer<VotesProgress> eachSecond, boolean endsWhenRefused) {
        long lookedNanos = startNanos;
        long sentBefore = 0;
        while (!awaitSenders()) {
            long now = clock.nanoTime();
            if (endsWhenRefused && isRefusedFromTheStart(now)) {
                stop();
                return false;
            }
            if (now - lookedNanos >= PROGRESS_NANOS) {
                long sent = sum(VotesSender::sentBytes);
                double rate = (sent - sentBefore) * 1e9 / (now - lookedNanos);
                eachSecond.accept(new VotesProgress("", now - startNanos, sent, rate, sum(VotesSender::failures)));
                lookedNanos = now;
                sentBefore = sent;
            }
        }
        return !endsWhenRefused || !isRefusedFromTheStart(clock.nanoTime());
    }

    private boolean isRefusedFromTheStart(long now) {
        return now - startNanos < REFUSAL_NANOS && sum(VotesSender::refusals) > 0;
    }

    /** Ends it after the slices under way. */
    void stop() {
        senders.forEach(VotesSender::stop);
    }

    /** To be called after {@link #await}. */
    StageResult result() {
        close();
        ScheduleLag lag = new ScheduleLag();
        long[] buttons = new long[VoteWire.BUTTONS];
        for (VotesSender sender : senders) {
            lag.add(sender.lag());
            sender.countButtons(buttons);
        }
        return new StageResult(
                stage,
                sum(VotesSender::offeredBytes),
                sum(VotesSender::sentBytes),
                sum(VotesSender::sentDatagrams),
                sum(VotesSender::failures),
                senders.stream()
                        .map(VotesSender::lastError)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                senders.stream().mapToLong(VotesSender::endedNanos).max().orElse(0),
                lag,
                senders.get(0).packetMax(),
                buttons,
                null);
    }

    /** Ends it and closes its sockets. */
    @Override
    public void close() {
        stop();
        threads.forEach(WorkerThread::close);
    }

    private VotesSender sender(VotesBlastConfig config, int index, DatagramSender[] sockets) {
        int count = config.threads();
        double datagramsPerSecond =
                stage.isPaced() ? (double) stage.votesPerSecond() / config.payload() : Double.POSITIVE_INFINITY;
        return new VotesSender(
                sockets,
                new PayloadRing(config.mix(), config.payload(), config.seed() + index),
                config.payload(),
                new Pacer(datagramsPerSecond, count, index),
                Quota.of(stage.votes(), config.payload(), count, index),
                clock,
                startNanos,
                stage.durationNanos());
    }

    private static DatagramSender[] open(
            VotesBlastConfig config, int index, DatagramEngine engine, InetSocketAddress target) throws IOException {
        int threads = config.threads();
        DatagramSender[] sockets = new DatagramSender[(config.sockets() + threads - 1 - index) / threads];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = engine.connect(target);
        }
        return sockets;
    }

    private static IdlePolicy nap(double datagramsPerSecond) {
        double betweenNanos = datagramsPerSecond == 0 ? 0 : PROGRESS_NANOS / datagramsPerSecond;
        return IdlePolicy.nap((long) Math.max(NAP_NANOS_MIN, Math.min(NAP_NANOS_MAX, betweenNanos)));
    }

    private boolean awaitSenders() {
        try {
            for (VotesSender sender : senders) {
                if (!sender.ended().await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a blast; it is stopped", e);
        }
    }

    private long sum(ToLongFunction<VotesSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
