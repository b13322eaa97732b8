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
import junretsu.load.Pace;
import junretsu.load.Slip;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.votes.VoteWire;

/** One stretch of load: its senders, each on a thread of its own. {@link #stop} may be called by any thread. */
final class StepRun implements AutoCloseable {
    private static final long LOOK_MS = 20;
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    /** So that all senders are there when the first datagram is due. */
    private static final long RUN_UP_NANOS = 5_000_000L;

    /** A target where nobody listens says so at the first datagrams; later it may be a server that starts again. */
    private static final long REFUSAL_NANOS = 300_000_000L;

    /** Slices are 1 ms or less apart; a nap of less than 100 µs takes longer than asked for. */
    private static final long NAP_NANOS_MIN = 100_000L;

    private static final long NAP_NANOS_MAX = 1_000_000L;

    private final LoadStep step;
    private final Clock clock;
    private final long startNanos;
    private final List<BlastSender> senders = new ArrayList<>();
    private final List<WorkerThread> threads = new ArrayList<>();

    private StepRun(LoadStep step, Clock clock) {
        this.step = step;
        this.clock = clock;
        this.startNanos = clock.nanoTime() + RUN_UP_NANOS;
    }

    static StepRun start(
            BlastConfig config,
            LoadStep step,
            DatagramEngine engine,
            InetSocketAddress target,
            DistinctErrors errors,
            Clock clock)
            throws IOException {
        StepRun run = new StepRun(step, clock);
        for (int i = 0; i < config.threads(); i++) {
            run.senders.add(run.sender(config, i, open(config, i, engine, target)));
        }
        double datagramsPerSecond = (double) step.votesPerSecond() / config.payload();
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
    boolean await(Consumer<BlastProgress> eachSecond, boolean endsWhenRefused) {
        long lookedNanos = startNanos;
        long sentBefore = 0;
        while (!awaitSenders()) {
            long now = clock.nanoTime();
            if (endsWhenRefused && isRefusedFromTheStart(now)) {
                stop();
                return false;
            }
            if (now - lookedNanos >= PROGRESS_NANOS) {
                long sent = sum(BlastSender::sentBytes);
                double rate = (sent - sentBefore) * 1e9 / (now - lookedNanos);
                eachSecond.accept(new BlastProgress("", now - startNanos, sent, rate, sum(BlastSender::failures)));
                lookedNanos = now;
                sentBefore = sent;
            }
        }
        return !endsWhenRefused || !isRefusedFromTheStart(clock.nanoTime());
    }

    private boolean isRefusedFromTheStart(long now) {
        return now - startNanos < REFUSAL_NANOS && sum(BlastSender::refusals) > 0;
    }

    /** Ends it after the slices under way. */
    void stop() {
        senders.forEach(BlastSender::stop);
    }

    /** To be called after {@link #await}. */
    StepResult result() {
        close();
        Slip slip = new Slip();
        long[] buttons = new long[VoteWire.BUTTONS];
        for (BlastSender sender : senders) {
            slip.add(sender.slip());
            sender.countButtons(buttons);
        }
        return new StepResult(
                step,
                sum(BlastSender::offeredBytes),
                sum(BlastSender::sentBytes),
                sum(BlastSender::sentDatagrams),
                sum(BlastSender::failures),
                senders.stream()
                        .map(BlastSender::lastError)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                senders.stream().mapToLong(BlastSender::endedNanos).max().orElse(0),
                slip,
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

    private BlastSender sender(BlastConfig config, int index, DatagramSender[] sockets) {
        int count = config.threads();
        double datagramsPerSecond =
                step.isPaced() ? (double) step.votesPerSecond() / config.payload() : Double.POSITIVE_INFINITY;
        return new BlastSender(
                sockets,
                new PayloadRing(config.mix(), config.payload(), config.seed() + index),
                config.payload(),
                new Pace(datagramsPerSecond, count, index),
                Quota.of(step.votes(), config.payload(), count, index),
                clock,
                startNanos,
                step.durationNanos());
    }

    private static DatagramSender[] open(BlastConfig config, int index, DatagramEngine engine, InetSocketAddress target)
            throws IOException {
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
            for (BlastSender sender : senders) {
                if (!sender.ended().await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a blast; it is stopped", e);
        }
    }

    private long sum(ToLongFunction<BlastSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
