package junretsu.votes.serve;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Units;
import junretsu.service.Surroundings;

/**
 * The events that an operator looks for after a show, as lines of the log: the kernel began to drop packets, with the
 * likely cause and what helps; it ended; a round began. Called by the sampler's thread alone.
 */
final class VoteEvents {
    /** Drops further apart than this are two events. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Supplier<String> round;
    private final String remedy;
    private final DistinctErrors errors;
    private final Clock clock;
    private String roundBefore;
    private long dropsBefore = -1;
    private boolean isDropping;
    private long beganNanos;
    private long latestNanos;
    private long dropsAtBegin;

    VoteEvents(VotesState state, Surroundings surroundings) {
        this(
                () -> state.round().name(),
                remedy(
                        state.group().receiveBufferBytes(),
                        state.config().receiveBufferBytes(),
                        state.config().threads(),
                        Runtime.getRuntime().availableProcessors(),
                        state.build().steersByCpu()),
                surroundings.errors(),
                surroundings.clock());
    }

    VoteEvents(Supplier<String> round, String remedy, DistinctErrors errors, Clock clock) {
        this.round = round;
        this.remedy = remedy;
        this.errors = errors;
        this.clock = clock;
        roundBefore = round.get();
    }

    /** The likely cause of drops with such settings, and what helps against it. */
    static String remedy(int granted, int asked, int threads, int cores, boolean steersByCpu) {
        if (granted < asked) {
            return "the kernel granted a receive buffer of " + Units.formatBytes(granted) + " only; 'sysctl -w"
                    + " net.core.rmem_max=" + asked + "' and a new start give the " + Units.formatBytes(asked)
                    + " that --rcvbuf asks for";
        }
        if (threads > 1 && !steersByCpu) {
            return "a sender's flow reaches one of the " + threads + " receivers, whose queue was full; --steer cpu"
                    + " spreads it, and a larger --rcvbuf holds more";
        }
        if (threads < cores) {
            return "the queue of the receivers was full; --threads " + cores + " and a larger --rcvbuf help";
        }
        return "the cores are busy with something else for longer than the receive buffer of "
                + Units.formatBytes(granted) + " lasts; a larger --rcvbuf holds more";
    }

    /** @param drops packets that the kernel has dropped in all */
    void look(long drops) {
        long now = clock.nanoTime();
        if (dropsBefore >= 0) {
            lookAtDrops(drops, now);
        }
        dropsBefore = drops;
        String name = round.get();
        if (!name.equals(roundBefore)) {
            errors.inform("round '" + name + "' began, after '" + roundBefore + "'");
            roundBefore = name;
        }
    }

    private void lookAtDrops(long drops, long now) {
        if (drops > dropsBefore) {
            latestNanos = now;
            if (!isDropping) {
                isDropping = true;
                beganNanos = now;
                dropsAtBegin = dropsBefore;
                errors.warn("the kernel drops packets: " + remedy);
            }
        } else if (isDropping && now - latestNanos >= CALM_NANOS) {
            isDropping = false;
            errors.announce(String.format(
                    Locale.ROOT,
                    "the kernel drops no more: %,d packets were lost in %,d ms",
                    drops - dropsAtBegin,
                    TimeUnit.NANOSECONDS.toMillis(latestNanos - beganNanos)));
        }
    }
}
