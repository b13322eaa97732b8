package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import junretsu.base.Clock;
import junretsu.base.Opened;
import junretsu.load.LoadRunner;
import junretsu.load.LoadStage;
import junretsu.load.PacedSender;
import junretsu.load.TimeLine;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.votes.VoteWire;

/** One stage of load: its senders and what they did. For one thread. */
final class StageRun {
    private static final double NANOS_PER_SECOND = 1e9;

    /** A target where nobody listens says so at the first datagrams; later it may be a server that starts again. */
    private static final long REFUSAL_NANOS = 300_000_000L;

    /** Slices are 1 ms or less apart; a nap of less than 100 µs takes longer than asked for. */
    private static final long NAP_NANOS_MIN = 100_000L;

    private static final long NAP_NANOS_MAX = 1_000_000L;

    private final LoadStage stage;
    private final long napNanos;
    private final List<VotesSender> senders;
    private String failure;

    private StageRun(LoadStage stage, long napNanos, List<VotesSender> senders) {
        this.stage = stage;
        this.napNanos = napNanos;
        this.senders = senders;
    }

    /** Makes the senders with their sockets, which {@link #run} closes. */
    static StageRun open(
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
        return new StageRun(stage, napNanos(stage, config.payload()), senders);
    }

    /** Runs it until all has been sent, a sender has failed, or the load was stopped or ended by the look. */
    <E extends Exception> void run(LoadRunner load, LoadRunner.Look<E> look) throws E {
        failure = load.run(senders, stage.durationNanos(), napNanos, look);
    }

    /** Returns whether nothing listens at the target; false once that might be a server that starts again. */
    boolean isRefusedFromTheStart(long elapsedNanos) {
        return elapsedNanos < REFUSAL_NANOS && sum(VotesSender::refusals) > 0;
    }

    /** The time from the start to the end, in nanoseconds; to be called after {@link #run}. */
    long endedNanos() {
        return PacedSender.endedNanos(senders);
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
    double done(long elapsedNanos) {
        return stage.done(elapsedNanos, sent());
    }

    /** The number sent over the time, with its lag; to be called after {@link #run}. */
    TimeLine course() {
        return PacedSender.course(senders);
    }

    /** The longest lag so far, in nanoseconds. */
    long slipNanos() {
        return PacedSender.slipNanos(senders);
    }

    /** A sentence about the sender that failed; null when none has. */
    String failure() {
        return failure;
    }

    /** To be called after {@link #run}. */
    StageResult result() {
        long[] buttons = new long[VoteWire.BUTTONS];
        for (VotesSender sender : senders) {
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
                stage.tookNanos(sum(VotesSender::offeredBytes), endedNanos()),
                PacedSender.lag(senders),
                failure == null && senders.stream().anyMatch(VotesSender::interrupted),
                senders.get(0).packetMax(),
                buttons,
                null);
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

    private static long napNanos(LoadStage stage, int payload) {
        double betweenNanos =
                stage.isPaced() ? NANOS_PER_SECOND * payload / stage.rate().perSecond() : 0;
        return (long) Math.max(NAP_NANOS_MIN, Math.min(NAP_NANOS_MAX, betweenNanos));
    }

    private long sum(ToLongFunction<VotesSender> figure) {
        return senders.stream().mapToLong(figure).sum();
    }
}
