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

    static String ready(VotesServer server) {
        String http = server.httpUrl() == null ? "off" : server.httpUrl();
        return "votes at udp " + HostPort.format(server.udpAddress()) + ", " + http + ", engine "
                + server.build().engine() + ", threads " + threads(server) + ", store "
                + server.store().location() + ", receive buffer "
                + Units.formatBytes(server.receiveBufferBytes()) + " of "
                + Units.formatBytes(server.config().receiveBufferBytes()) + " asked";
    }

    private static String threads(VotesServer server) {
        int threads = server.config().threads();
        return threads == 1 || server.build().steersByCpu()
                ? Integer.toString(threads)
                : threads + " (a flow reaches one of them)";
    }

    static List<String> advice(VotesServer server) {
        return server.receiveBufferBytes() >= RECEIVE_BUFFER_WANTED
                ? List.of()
                : List.of(
                        "the receive buffer is small, so votes are dropped when the machine is busy for a moment; raise it"
                                + " with 'sysctl -w net.core.rmem_max=" + RECEIVE_BUFFER_WANTED
                                + "' and --rcvbuf 4MiB");
    }

    static String status(VotesServer server) {
        Milestone next = server.nextMilestone();
        return String.format(
                Locale.ROOT,
                "%,d votes  %,.0f/s  dropped %,d  store %s%s",
                server.eventTotal(),
                server.store().isShared()
                        ? server.rates().eventPerSecond()
                        : server.rates().ownPerSecond(),
                server.tally().kernelDrops(),
                server.store().state(),
                next == null ? "" : String.format(Locale.ROOT, "  %s at %,d", next.effect(), next.at()));
    }
}
