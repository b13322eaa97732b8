package junretsu.votes.blast.crowd;

import java.net.URI;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.load.BlastConfig;
import junretsu.load.Limits;
import junretsu.load.LoadStage;
import junretsu.load.Rate;
import junretsu.load.Verify;
import junretsu.load.http.HttpTarget;
import junretsu.votes.blast.ButtonMix;
import junretsu.votes.blast.VotesBlastConfig;

/**
 * The crowd in front of a votes server, with its flags, their defaults and help sentences.
 *
 * @param target server that is loaded
 * @param clients voters, each with a WebSocket of its own
 * @param rate votes a second over all of them
 * @param burst votes a message
 * @param stage of load, in votes
 * @param mix weights of the buttons
 * @param warmUpNanos from the begin, in which votes are counted and no times taken
 * @param connectRate connections a second, at the begin and after a loss
 * @param sources addresses of this machine that the voters come from, 127.0.0.1 and those behind it; 0 for the system's
 *     choice
 * @param timeoutNanos of a connection and of an answer
 * @param seed of the votes
 * @param verify whether the server's counts are compared
 * @param readAt server whose counts are compared
 * @param killCheck whether the server may go away meanwhile
 * @param limits that are compared with what was found; that of p99 is of tap to acknowledged
 */
public record CrowdBlastConfig(
        HttpTarget target,
        int clients,
        Rate rate,
        int burst,
        LoadStage stage,
        ButtonMix mix,
        long warmUpNanos,
        Rate connectRate,
        int sources,
        long timeoutNanos,
        long seed,
        boolean verify,
        URI readAt,
        boolean killCheck,
        Limits limits) {
    private static final int CLIENTS_MAX = 1_000_000;
    private static final int SOURCES_MAX = 65_000;

    /** Fewer than the ports that Linux has for one address, 28,232 (ip-sysctl, {@code ip_local_port_range}). */
    private static final int CLIENTS_A_SOURCE = 20_000;

    static final Flag<HttpTarget> TARGET =
            Flag.of("target", "URL", "http://127.0.0.1:8080", "server to load", HttpTarget::parse);
    static final Flag<Integer> CLIENTS =
            Flag.of("clients", "N", "1k", "voters, each with a WebSocket of its own as a browser has it", text ->
                    (int) inRange(Units.count(text), CLIENTS_MAX));
    static final Flag<Rate> RATE = Flag.of(
            "rate",
            "RATE",
            "1k",
            "votes a second over all voters, in open loop: times count from the planned one",
            CrowdBlastConfig::parseRate);
    static final Flag<Integer> BURST = Flag.of(
            "burst",
            "N",
            "1",
            "votes a message, as a page sends taps that come close together",
            text -> Units.integer(text, 1, CrowdWire.VOTES_MAX));
    static final Flag<Long> WARM_UP = Flag.of(
            "warm-up",
            "TIME",
            null,
            "no times are taken in the first so long of the load; both ends are slower while their code is compiled",
            Units::nanos);
    static final Flag<Rate> CONNECT_RATE = Flag.of(
            "connect-rate",
            "RATE",
            "2k",
            "connections a second, at the begin and after they were lost",
            CrowdBlastConfig::parseRate);
    static final Flag<Integer> SOURCES = Flag.of(
            "sources",
            "N",
            null,
            "addresses that the voters come from, 127.0.0.1 and those behind it, for a server of this machine; by"
                    + " default the system chooses, which has ports for some 28,000 voters",
            text -> Units.integer(text, 1, SOURCES_MAX));
    static final Flag<Long> TIMEOUT = Flag.of(
            "timeout",
            "TIME",
            "10s",
            "time for a connection and for an answer, after which the connection is given up",
            Units::nanos);
    static final Flag<Verify> VERIFY = Verify.flag(
            "compare the server's counts of each button before and after with what was acknowledged; with a URL, at"
                    + " that server instead of the target");
    static final Flag<Boolean> KILL_CHECK = Flag.toggle(
            "kill-check",
            "the server may be killed meanwhile: an unknown outcome is no failure; verifies that what was counted is"
                    + " no less than acknowledged and no more than sent");
    static final Flag<Long> MAX_P99 =
            Limits.MAX_P99.saying("exit 3 when the p99 of tap to acknowledged is longer, such as 100ms");
    static final Flag<Share> MAX_LOSS = Limits.MAX_LOSS.saying(
            "exit 3 when the outcome of more than this share of the votes is unknown, such as 0.1%, instead of 1 for"
                    + " a single one");

    /** The flags in the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(
                    TARGET,
                    CLIENTS,
                    RATE,
                    BlastConfig.DURATION,
                    BlastConfig.COUNT,
                    BURST,
                    VotesBlastConfig.BUTTONS,
                    WARM_UP,
                    CONNECT_RATE,
                    SOURCES,
                    TIMEOUT,
                    BlastConfig.SEED,
                    VERIFY,
                    KILL_CHECK,
                    MAX_LOSS,
                    Limits.MAX_SLIP,
                    MAX_P99),
            BlastConfig.REPORT);

    /** @throws UsageException when a value is not accepted, or two do not go together */
    public static CrowdBlastConfig from(Settings settings) {
        BlastConfig.refuseBoth(settings, BlastConfig.DURATION, BlastConfig.COUNT);
        Rate rate = settings.get(RATE);
        int burst = settings.get(BURST);
        boolean isCounted = settings.isSet(BlastConfig.COUNT);
        if (isCounted && settings.get(BlastConfig.COUNT) % burst != 0) {
            throw new UsageException("--count: '" + settings.get(BlastConfig.COUNT) + "' is no multiple of --burst "
                    + burst + "; each message has as many votes");
        }
        Verify verify = Verify.from(settings, VERIFY);
        Long warmUp = settings.get(WARM_UP);
        return new CrowdBlastConfig(
                settings.get(TARGET),
                settings.get(CLIENTS),
                rate,
                burst,
                isCounted
                        ? LoadStage.counting(rate, settings.get(BlastConfig.COUNT))
                        : LoadStage.lasting(rate, settings.get(BlastConfig.DURATION)),
                settings.get(VotesBlastConfig.BUTTONS),
                warmUp == null ? 0 : warmUp,
                settings.get(CONNECT_RATE),
                sources(settings),
                settings.get(TIMEOUT),
                settings.get(BlastConfig.SEED),
                verify.isAsked() || settings.get(KILL_CHECK),
                verify.server() == null ? settings.get(TARGET).url() : verify.server(),
                settings.get(KILL_CHECK),
                Limits.from(settings, true));
    }

    /** Messages that are asked for, 1 or more. */
    long messages() {
        return Math.max(1, stage.count() / burst);
    }

    private static int sources(Settings settings) {
        if (settings.isSet(SOURCES)) {
            return settings.get(SOURCES);
        }
        int clients = settings.get(CLIENTS);
        return clients <= CLIENTS_A_SOURCE ? 0 : (clients - 1) / CLIENTS_A_SOURCE + 1;
    }

    private static Rate parseRate(String text) {
        Rate rate = Rate.parse(text);
        if (rate.isMax()) {
            throw new IllegalArgumentException("so many a second, such as 500 or 10k");
        }
        return rate;
    }

    private static long inRange(long number, int max) {
        if (number > max) {
            throw new IllegalArgumentException("a whole number from 1 to " + max);
        }
        return number;
    }
}
