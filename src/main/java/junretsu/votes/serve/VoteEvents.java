package junretsu.votes.serve;

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
    private static final String PATH_REMEDY = "the interface's ring or the kernel's backlog was full; 'ethtool -G IF rx"
            + " N' and 'sysctl -w net.core.netdev_max_backlog=N' hold more, and more queues spread it over the cores";

    private final Supplier<String> round;
    private final DropWatch sockets;
    private final DropWatch path;
    private final DistinctErrors errors;
    private String roundBefore;

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
        sockets = new DropWatch("the kernel drops packets", remedy, errors, clock);
        path = new DropWatch("packets are dropped before they reach a socket", PATH_REMEDY, errors, clock);
        this.errors = errors;
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

    /**
     * Looks at what was counted in all.
     *
     * @param atSockets packets that the kernel has dropped there
     * @param onTheWay packets that were dropped before
     */
    void look(long atSockets, long onTheWay) {
        sockets.look(atSockets);
        path.look(onTheWay);
        String name = round.get();
        if (!name.equals(roundBefore)) {
            errors.inform("round '" + name + "' began, after '" + roundBefore + "'");
            roundBefore = name;
        }
    }
}
