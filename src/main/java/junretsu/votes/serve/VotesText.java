package junretsu.votes.serve;

import java.util.List;
import java.util.Locale;
import junretsu.config.HostPort;
import junretsu.config.Units;
import junretsu.store.Milestone;

/** A votes server in a line of text, for people. */
final class VotesText {
    private static final int RECEIVE_BUFFER_WANTED = 4 << 20;

    private VotesText() {}

    /** @param http where it is shown over HTTP */
    static String ready(VotesState state, String http) {
        long before = state.announcements().nodeAtStart().total(state.round().name());
        return "votes at udp " + HostPort.format(state.group().localAddress()) + ", " + http + ", engine "
                + state.build().engine() + ", threads " + threads(state) + ", store "
                + state.store().location() + ", receive buffer "
                + Units.formatBytes(state.group().receiveBufferBytes()) + " of "
                + Units.formatBytes(state.config().receiveBufferBytes()) + " asked"
                + (before == 0 ? "" : String.format(Locale.ROOT, ", resumes at %,d votes", before));
    }

    private static String threads(VotesState state) {
        int threads = state.config().threads();
        return threads == 1 || state.build().steersByCpu()
                ? Integer.toString(threads)
                : threads + " (a flow reaches one of them)";
    }

    static List<String> advice(VotesState state) {
        return state.group().receiveBufferBytes() >= RECEIVE_BUFFER_WANTED
                ? List.of()
                : List.of("the receive buffer is small, so votes are dropped when the machine is busy for a moment;"
                        + " raise it with 'sysctl -w net.core.rmem_max=" + RECEIVE_BUFFER_WANTED
                        + "' and --rcvbuf 4MiB");
    }

    static String status(VotesState state) {
        Milestone next = state.nextMilestone();
        return String.format(
                Locale.ROOT,
                "%,d votes  %,.0f/s  dropped %,d  store %s%s",
                state.eventTotal(),
                state.store().isShared()
                        ? state.rates().eventPerSecond()
                        : state.rates().ownPerSecond(),
                state.look().all().kernelDrops(),
                state.store().state(),
                next == null ? "" : String.format(Locale.ROOT, "  %s at %,d", next.effect(), next.at()));
    }
}
