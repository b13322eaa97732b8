package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.load.LoadStage;
import junretsu.load.LoadThreads;
import junretsu.load.PacedSender;
import junretsu.load.ScheduleLag;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.votes.VoteWire;

/** One stage of load: its senders, each on a thread of its own. {@link #interrupt} may be called by any thread. */
final class StageRun implements AutoCloseable {
    private static final long LOOK_MS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    /** A target where nobody listens says so at the first datagrams; later it may be a server that starts again. */
    private static final long REFUSAL_NANOS = 300_000_000L;

    /** Slices are 1 ms or less apart; a nap of less than 100 µs takes longer than asked for. */
    private static final long NAP_NANOS_MIN = 100_000L;

    private static final long NAP_NANOS_MAX = 1_000_000L;

    private final LoadStage stage;
    private final Clock clock;
    private final long startNanos;
    private final List<VotesSender> senders;
    private final LoadThreads threads;
    private volatile boolean interrupted;

    private StageRun(LoadStage stage, long startNanos, List<VotesSender> senders, IdlePolicy nap, Clock clock) {
        this.stage = stage;
        this.startNanos = startNanos;
        this.senders = senders;
        this.threads = new LoadThreads(senders, () -> nap, clock);
        this.clock = clock;
    }

    static StageRun start(
            VotesBlastConfig config, LoadStage stage, DatagramEngine engine, InetSocketAddress target, Clock clock)
            throws IOException {
        List<VotesSender> senders = new ArrayList<>();
        try (Opened opened = new Opened()) {
            for (int i = 0; i < config.threads(); i++) {
                DatagramSender[] sockets = open(config, i, engine, target, opened);
                senders.add(sender(config, stage, i, sockets, clock));
            }
            opened.keep();
        }
        long startNanos = PacedSender.schedule(senders, stage.durationNanos(), clock);
        StageRun run = new StageRun(stage, startNanos, senders, nap(stage, config.payload()), clock);
        run.threads.start();
        return run;
    }

    /**
     * Waits until all has been sent, or a sender has failed.
     *
     * @param look is called many times a second, on the calling thread
     * @param endsWhenRefused whether to end early when nothing listens at the target
     * @return false when nothing listens
     */
    boolean await(Runnable look, boolean endsWhenRefused) {
        while (!threads.await(LOOK_MS)) {
            if (endsWhenRefused && isRefusedFromTheStart(clock.nanoTime())) {
                return false;
            }
            look.run();
        }
        return !endsWhenRefused || !isRefusedFromTheStart(clock.nanoTime());
    }

    private boolean isRefusedFromTheStart(long now) {
        return now - startNanos < REFUSAL_NANOS && sum(VotesSender::refusals) > 0;
    }

    /** Ends it after the slices under way, before its time. */
    void interrupt() {
        interrupted |= senders.stream().anyMatch(sender -> sender.ended().getCount() > 0);
        threads.stop();
    }

    /** Votes that the kernel took so far. */
    long sent() {
        return sum(VotesSender::sentBytes);
    }

    /** Datagrams that the kernel refused so far. */
    long refused() {
        return sum(VotesSender::failures);
    }

    /** The part that is done, 0 to 1. */
    double done() {
        return stage.done(clock.nanoTime() - startNanos, sent());
    }

    /** A sentence about the sender that failed; null when none has. */
    String failure() {
        return threads.failure();
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
                interrupted,
                senders.get(0).packetMax(),
                buttons,
                null);
    }

    /** Ends it and closes its sockets. */
    @Override
    public void close() {
        threads.close();
    }

    private static VotesSender sender(
            VotesBlastConfig config, LoadStage stage, int index, DatagramSender[] sockets, Clock clock) {
        int count = config.threads();
        int payload = config.payload();
        return new VotesSender(
                sockets,
                new PayloadRing(config.mix(), payload, config.common().seed() + index),
                payload,
                stage.rate().pacer(payload, count, index),
                Quota.of(stage.count(), payload, count, index),
                clock);
    }

    private static DatagramSender[] open(
            VotesBlastConfig config, int index, DatagramEngine engine, InetSocketAddress target, Opened opened)
            throws IOException {
        int threads = config.threads();
        DatagramSender[] sockets = new DatagramSender[(config.sockets() + threads - 1 - index) / threads];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = opened.add(engine.connect(target));
        }
        return sockets;
    }

    private static IdlePolicy nap(LoadStage stage, int payload) {
        double betweenNanos =
                stage.isPaced() ? NANOS_PER_SECOND * payload / stage.rate().perSecond() : 0;
        return IdlePolicy.nap((long) Math.max(NAP_NANOS_MIN, Math.min(NAP_NANOS_MAX, betweenNanos)));
    }

    private long sum(ToLongFunction<VotesSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
