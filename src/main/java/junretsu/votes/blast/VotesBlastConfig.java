package junretsu.votes.blast;

import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.load.BlastConfig;
import junretsu.load.LoadPlan;
import junretsu.load.LoadStage;
import junretsu.votes.VoteWire;

/**
 * The load on a votes server, with the flags of its own, their defaults and help sentences.
 *
 * @param common what every blast has
 * @param plan the stages of load, one behind another; one, or those of a ramp
 * @param payload votes, that is bytes, a datagram
 * @param mix weights of the buttons
 * @param threads senders
 * @param sockets over all senders, at least one each; each has a source port of its own and so is a flow of its own
 */
public record VotesBlastConfig(
        BlastConfig common, List<LoadStage> plan, int payload, ButtonMix mix, int threads, int sockets) {
    /** The largest payload of an IPv4 datagram: 65,535 bytes less the headers of IP and UDP. */
    private static final int PAYLOAD_MAX = 65_507;

    private static final int THREADS_MAX = 64;
    private static final int SOCKETS_MAX = 4_096;

    /** The kernel spreads flows over a server's receivers by a hash: few flows would leave some idle. */
    private static final int SOCKETS_A_THREAD = 16;

    static final Flag<HostPort> TARGET = BlastConfig.target(VoteWire.DEFAULT_PORT);
    static final Flag<Integer> PAYLOAD =
            Flag.of("payload", "N", "1", "votes a datagram, a byte each", text -> Units.integer(text, 1, PAYLOAD_MAX));
    public static final Flag<ButtonMix> BUTTONS = Flag.of(
            "buttons",
            "N|BUTTON:WEIGHT,...",
            "4",
            "which buttons are pressed: the first N alike, or by weight",
            ButtonMix::parse);
    static final Flag<Integer> THREADS =
            Flag.of("threads", "N", "1", "senders", text -> Units.integer(text, 1, THREADS_MAX));
    static final Flag<Integer> SOCKETS = Flag.of(
            "sockets",
            "N",
            null,
            "source ports over all senders; by default 1, or with several senders " + SOCKETS_A_THREAD + " each",
            text -> Units.integer(text, 1, SOCKETS_MAX));

    /** The flags in the order of the help text. */
    public static final List<Flag<?>> FLAGS =
            BlastConfig.flags(TARGET, LoadPlan.RAMP, PAYLOAD, BUTTONS, THREADS, SOCKETS);

    public VotesBlastConfig {
        plan = List.copyOf(plan);
    }

    /** @throws UsageException when a value is not accepted or two do not go together */
    public static VotesBlastConfig from(Settings settings) {
        BlastConfig common = BlastConfig.from(settings, TARGET);
        int threads = settings.get(THREADS);
        return new VotesBlastConfig(
                common,
                LoadPlan.from(settings, common),
                settings.get(PAYLOAD),
                settings.get(BUTTONS),
                threads,
                sockets(settings, threads));
    }

    private static int sockets(Settings settings, int threads) {
        if (!settings.isSet(SOCKETS)) {
            return threads == 1 ? 1 : threads * SOCKETS_A_THREAD;
        }
        int sockets = settings.get(SOCKETS);
        if (sockets < threads) {
            throw new UsageException("--sockets: '" + sockets + "' is less than --threads " + threads
                    + "; give at least one for each sender");
        }
        return sockets;
    }
}
