package junretsu.votes.serve;

import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.service.ServerConfig;
import junretsu.service.milestones.MilestonesConfig;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteWire;
import junretsu.votes.crowd.CrowdConfig;

/**
 * The settings of a votes server, with each flag, its default and its help text.
 *
 * @param udp where datagrams are awaited
 * @param threads receivers, 1 to {@value VoteCells#CROWD_BLOCK}
 * @param buttons how many the event has, 1 to 256; votes for others are rejected
 * @param receiveBufferBytes what each socket asks for
 * @param takesOver whether it takes over from a server of the same data directory
 * @param server the settings that every server has
 * @param announcements what the screens show
 * @param appearance how they look
 * @param crowd votes from browsers
 */
public record VotesConfig(
        HostPort udp,
        int threads,
        int buttons,
        int receiveBufferBytes,
        boolean takesOver,
        ServerConfig server,
        AnnouncementsConfig announcements,
        AppearanceConfig appearance,
        CrowdConfig crowd) {

    static final Flag<HostPort> UDP = Flag.of(
            "udp",
            "HOST:PORT",
            "*:" + VoteWire.DEFAULT_PORT,
            "where votes arrive; * is every address, IPv4 and IPv6; port 0 lets the kernel choose",
            HostPort::parse);
    static final Flag<Integer> THREADS = Flag.of(
            "threads",
            "N|auto",
            "auto",
            "receivers, each a thread with a socket; auto is half of the cores",
            VotesConfig::parseThreads);
    static final Flag<Integer> BUTTONS = Flag.of(
            "buttons",
            "N",
            "" + VoteWire.BUTTONS,
            "buttons that the event has; a vote for another is counted as rejected",
            text -> Units.integer(text, 1, VoteWire.BUTTONS));
    static final Flag<Integer> RECEIVE_BUFFER = Flag.of(
            "rcvbuf",
            "SIZE",
            "4MiB",
            "socket buffer to ask for (SO_RCVBUF); holds what comes while a receiver is late",
            VotesConfig::parseReceiveBuffer);

    static final Flag<Boolean> HANDOVER = Flag.toggle(
            "handover", "take over from the server that runs with the same --data, which ends then; no vote is missed");

    private static final ServerConfig.Flags SERVER = ServerConfig.Flags.of("live", "./junretsu-data");

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(UDP, THREADS, BUTTONS, RECEIVE_BUFFER, HANDOVER),
            SERVER.all(),
            MilestonesConfig.FLAGS,
            AnnouncementsConfig.FLAGS,
            AppearanceConfig.FLAGS,
            CrowdConfig.FLAGS);

    /** @throws junretsu.config.UsageException when a value is not accepted */
    public static VotesConfig from(Settings settings) {
        ServerConfig server = SERVER.from(settings);
        return new VotesConfig(
                settings.get(UDP),
                settings.get(THREADS),
                settings.get(BUTTONS),
                settings.get(RECEIVE_BUFFER),
                settings.get(HANDOVER),
                server,
                AnnouncementsConfig.from(settings, settings.get(BUTTONS), server.http()),
                AppearanceConfig.from(settings),
                CrowdConfig.from(settings, server.http()));
    }

    private static int parseThreads(String text) {
        if (text.equals("auto")) {
            return Math.max(
                    1, Math.min(VoteCells.CROWD_BLOCK, Runtime.getRuntime().availableProcessors() / 2));
        }
        try {
            return Units.integer(text, 1, VoteCells.CROWD_BLOCK);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("auto, or " + e.getMessage(), e);
        }
    }

    private static int parseReceiveBuffer(String text) {
        long bytes = Units.bytes(text);
        if (bytes > 1 << 30) {
            throw new IllegalArgumentException("a size of at most 1GiB, such as 4MiB");
        }
        return (int) bytes;
    }
}
