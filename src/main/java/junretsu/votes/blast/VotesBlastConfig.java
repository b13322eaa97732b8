package junretsu.votes.blast;

import java.net.URI;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.load.CountsReader;
import junretsu.votes.VoteWire;

/**
 * What load is made; the home of each flag, its default and its sentence.
 *
 * @param target where votes go
 * @param plan the stages of load, one behind another; one, or those of a ramp
 * @param payload votes, that is bytes, a datagram
 * @param mix which buttons are pressed
 * @param seed of the choice of buttons
 * @param threads senders
 * @param sockets over all senders, at least one each; each has a source port of its own and so is a flow of its own
 * @param verify server whose counts are compared; null for none
 * @param lossMax share of the votes that may be lost; null for no limit
 * @param json whether the report is JSON
 */
public record VotesBlastConfig(
        HostPort target,
        List<LoadStage> plan,
        int payload,
        ButtonMix mix,
        long seed,
        int threads,
        int sockets,
        URI verify,
        Double lossMax,
        boolean json) {
    /** What an IPv4 datagram can carry: 65,535 less the headers of IP and UDP. */
    private static final int PAYLOAD_MAX = 65_507;

    private static final int THREADS_MAX = 64;
    private static final int SOCKETS_MAX = 4_096;

    /** The kernel spreads flows over a server's receivers by a hash: few flows would leave some idle. */
    private static final int SOCKETS_A_THREAD = 16;

    static final Flag<HostPort> TARGET = Flag.of(
            "target",
            "HOST:PORT",
            "127.0.0.1:" + VoteWire.DEFAULT_PORT,
            "where votes go",
            VotesBlastConfig::parseTarget);
    static final Flag<Long> RATE = Flag.of(
            "rate",
            "RATE|max",
            "max",
            "votes a second, such as 500k; max is as fast as the machine can",
            VotesBlastConfig::parseRate);
    static final Flag<Long> DURATION = Flag.of("duration", "TIME", "10s", "how long", Units::nanos);
    static final Flag<Long> COUNT =
            Flag.of("count", "N", null, "how many votes, such as 5m, instead of how long", Units::count);
    static final Flag<long[]> RAMP = Flag.of(
            "ramp",
            "RATE..RATE",
            null,
            "climb from one rate to the other in 2 to 20 stages over the duration, and tell where loss begins",
            VotesBlastConfig::parseRamp);
    static final Flag<Integer> PAYLOAD =
            Flag.of("payload", "N", "1", "votes a datagram, a byte each", text -> Units.integer(text, 1, PAYLOAD_MAX));
    static final Flag<ButtonMix> BUTTONS = Flag.of(
            "buttons",
            "N|BUTTON:WEIGHT,...",
            "4",
            "which buttons are pressed: the first N alike, or by weight",
            ButtonMix::parse);
    static final Flag<Long> SEED = Flag.of(
            "seed", "N", "1", "of the choice of buttons; the same seed sends the same", VotesBlastConfig::parseSeed);
    static final Flag<Integer> THREADS =
            Flag.of("threads", "N", "1", "senders", text -> Units.integer(text, 1, THREADS_MAX));
    static final Flag<Integer> SOCKETS = Flag.of(
            "sockets",
            "N",
            null,
            "source ports over all senders; by default 1, or with several senders " + SOCKETS_A_THREAD + " each",
            text -> Units.integer(text, 1, SOCKETS_MAX));
    static final Flag<URI> VERIFY = Flag.of(
            "verify",
            "URL",
            null,
            "compare with the counts of this server, such as http://127.0.0.1:8080, before and after",
            CountsReader::parseServer);
    static final Flag<Double> MAX_LOSS =
            Flag.of("max-loss", "SHARE", null, "exit 3 when more than this share is lost, such as 0.1%", Units::share);
    static final Flag<Boolean> JSON = Flag.toggle("json", "write the report as JSON");

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = List.of(
            TARGET, RATE, DURATION, COUNT, RAMP, PAYLOAD, BUTTONS, SEED, THREADS, SOCKETS, VERIFY, MAX_LOSS, JSON);

    public VotesBlastConfig {
        plan = List.copyOf(plan);
    }

    /** @throws UsageException when a value is not accepted or two do not go together */
    public static VotesBlastConfig from(Settings settings) {
        refuseBoth(settings, RAMP, RATE);
        refuseBoth(settings, RAMP, COUNT);
        refuseBoth(settings, DURATION, COUNT);
        if (settings.isSet(MAX_LOSS) && !settings.isSet(VERIFY)) {
            throw new UsageException("--max-loss: only a server's counts tell what was lost; give --verify URL too");
        }
        int threads = settings.get(THREADS);
        return new VotesBlastConfig(
                settings.get(TARGET),
                plan(settings),
                settings.get(PAYLOAD),
                settings.get(BUTTONS),
                settings.get(SEED),
                threads,
                sockets(settings, threads),
                settings.get(VERIFY),
                settings.get(MAX_LOSS),
                settings.get(JSON));
    }

    private static List<LoadStage> plan(Settings settings) {
        long rate = settings.get(RATE);
        if (settings.isSet(RAMP)) {
            long[] ends = settings.get(RAMP);
            return LoadStage.ramp(ends[0], ends[1], settings.get(DURATION));
        }
        return List.of(
                settings.isSet(COUNT)
                        ? LoadStage.counting(rate, settings.get(COUNT))
                        : LoadStage.lasting(rate, settings.get(DURATION)));
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

    private static void refuseBoth(Settings settings, Flag<?> one, Flag<?> other) {
        if (settings.isSet(one) && settings.isSet(other)) {
            throw new UsageException(
                    "--" + one.name() + " and --" + other.name() + " exclude each other; give one of them");
        }
    }

    private static HostPort parseTarget(String text) {
        HostPort target = HostPort.parse(text);
        if (target.host().equals("*") || target.port() == 0) {
            throw new IllegalArgumentException("HOST:PORT of a server, such as 127.0.0.1:9999");
        }
        return target;
    }

    private static Long parseRate(String text) {
        try {
            return text.equals("max") ? LoadStage.RATE_MAX : Units.count(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("max, or votes a second such as 500k or 2.5m", e);
        }
    }

    private static long[] parseRamp(String text) {
        String accepted = "two rates such as 10k..500k, the first the lower one";
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException(accepted);
        }
        try {
            long[] ends = {Units.count(text.substring(0, dots)), Units.count(text.substring(dots + 2))};
            if (ends[0] < ends[1]) {
                return ends;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(accepted, e);
        }
        throw new IllegalArgumentException(accepted);
    }

    private static Long parseSeed(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number", e);
        }
    }
}
