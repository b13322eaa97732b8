package junretsu.items.blast;

import java.security.SecureRandom;
import java.util.List;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.items.ItemWire;
import junretsu.load.BlastConfig;
import junretsu.load.Limits;
import junretsu.load.LoadStage;
import junretsu.load.Rate;
import junretsu.load.Verify;
import junretsu.load.http.HttpTarget;

/**
 * The load on items servers, with its flags, their defaults and help sentences.
 *
 * @param targets at least one; the connections are spread over them
 * @param rate items a second over all connections
 * @param durationNanos when the load ends; {@link Long#MAX_VALUE} when the count says it
 * @param count of items; {@link Long#MAX_VALUE} for as many as are due in the duration
 * @param skew exponent of the tenants' shares, 0 for equal ones
 * @param uniqueShare of the items that are new
 * @param batch items a request
 * @param idBytes of each ID
 * @param seed of all IDs and tenants
 * @param isSeedGiven whether the user chose it, so that its IDs may have been sent before
 * @param verify whether each tenant's count is compared
 * @param readAt servers at which counts and items are looked up
 * @param killCheck whether requests are sent again until acknowledged, and items looked up at the end
 * @param sample of acknowledged items that are looked up
 * @param timeoutNanos of an answer
 * @param settleNanos that servers get for what is not there yet
 * @param limits that are compared with what was found
 */
public record ItemsBlastConfig(
        List<HttpTarget> targets,
        Rate rate,
        long durationNanos,
        long count,
        int tenants,
        double skew,
        Share uniqueShare,
        int batch,
        int connections,
        int idBytes,
        long seed,
        boolean isSeedGiven,
        boolean verify,
        List<HttpTarget> readAt,
        boolean killCheck,
        long sample,
        long timeoutNanos,
        long settleNanos,
        Limits limits) {
    private static final String DEFAULT_TARGET = "http://127.0.0.1:" + ItemWire.DEFAULT_PORT;
    private static final Choice<Double> SKEWS = Choice.of("zipf", 1.0).or("flat", 0.0);

    static final Flag<HttpTarget> TARGET = HttpTarget.flag(DEFAULT_TARGET);
    static final Flag<Rate> RATE = Flag.of(
            "rate",
            "RATE|max",
            "max",
            "items a second, in open loop: latency counts from the planned time; max is closed loop, each connection"
                    + " sends when it has its answer",
            Rate::parse);
    static final Flag<Integer> TENANTS =
            Flag.of("tenants", "N", "100", "tenants that the items are for", text -> Units.integer(text, 1, 1_000_000));
    static final Flag<Double> SKEW =
            Flag.of("skew", SKEWS.placeholder(), "zipf", "shares of the tenants, 1/k or equal", SKEWS);
    static final Flag<Share> UNIQUE = Flag.of(
            "unique",
            "SHARE",
            "50%",
            "share of items that are new, exactly; the others repeat one of the same connection",
            Share::parse);
    static final Flag<Integer> BATCH =
            Flag.of("batch", "N", "100", "items a request", text -> Units.integer(text, 1, 100_000));
    static final Flag<Integer> CONNECTIONS =
            Flag.of("connections", "N", "16", "at a time, a thread each", text -> Units.integer(text, 1, 1_000));
    static final Flag<Integer> ID_BYTES = Flag.of(
            "id-bytes",
            "N",
            "36",
            "length of each ID",
            text -> Units.integer(text, ItemNames.DIGITS, ItemWire.ID_BYTES_MAX));
    static final Flag<Long> SEED = Flag.of(
            "seed",
            "N",
            null,
            "of IDs and tenants; the same seed sends the same IDs; without it, IDs that nobody has sent",
            BlastConfig.SEED.parser());
    static final Flag<Verify> VERIFY = Verify.flag("compare each tenant's count before and after with what was"
            + " acknowledged; with a URL, at that server instead of the targets");
    static final Flag<Boolean> KILL_CHECK = Flag.toggle(
            "kill-check",
            "servers may be killed meanwhile: send again until acknowledged, then verify and look items up");
    static final Flag<Long> SAMPLE =
            Flag.of("kill-check-sample", "N", "10k", "acknowledged items that are looked up one by one", Units::count);
    static final Flag<Long> TIMEOUT =
            Flag.of("timeout", "TIME", "10s", "time for an answer, after which its outcome is unknown", Units::nanos);
    static final Flag<Long> SETTLE = Flag.of(
            "settle", "TIME", "10s", "time for what is not there yet at the end, as with several nodes", Units::nanos);
    static final Flag<Share> MAX_LOSS = Limits.MAX_LOSS.saying(
            "exit 3 when more than this share of the items is not acknowledged, such as 0.1%, instead of 1 for a"
                    + " single one");

    /** The flags in the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(
                    TARGET,
                    RATE,
                    BlastConfig.DURATION,
                    BlastConfig.COUNT,
                    TENANTS,
                    SKEW,
                    UNIQUE,
                    BATCH,
                    CONNECTIONS,
                    ID_BYTES,
                    SEED,
                    TIMEOUT,
                    VERIFY,
                    KILL_CHECK,
                    SAMPLE,
                    SETTLE,
                    MAX_LOSS,
                    Limits.MAX_SLIP,
                    Limits.MAX_P99),
            BlastConfig.REPORT);

    /** @throws UsageException when a value is not accepted, or two exclude each other */
    public static ItemsBlastConfig from(Settings settings) {
        BlastConfig.refuseBoth(settings, BlastConfig.DURATION, BlastConfig.COUNT);
        if (settings.isSet(SAMPLE) && !settings.get(KILL_CHECK)) {
            throw new UsageException("--kill-check-sample: items are looked up with --kill-check only; give it too");
        }
        if ((long) settings.get(BATCH) * ItemNames.bytesMax(settings.get(ID_BYTES)) > ItemWire.BODY_BYTES_MAX) {
            throw new UsageException("--batch: a request of more than " + Units.formatBytes(ItemWire.BODY_BYTES_MAX)
                    + " is refused; give fewer, or shorter --id-bytes");
        }
        Verify verify = Verify.from(settings, VERIFY);
        List<HttpTarget> named = settings.all(TARGET);
        List<HttpTarget> targets = named.isEmpty() ? List.of(HttpTarget.parse(DEFAULT_TARGET)) : named;
        boolean isCounted = settings.isSet(BlastConfig.COUNT);
        Long seed = settings.get(SEED);
        return new ItemsBlastConfig(
                targets,
                settings.get(RATE),
                isCounted ? Long.MAX_VALUE : settings.get(BlastConfig.DURATION),
                isCounted ? settings.get(BlastConfig.COUNT) : Long.MAX_VALUE,
                settings.get(TENANTS),
                settings.get(SKEW),
                settings.get(UNIQUE),
                settings.get(BATCH),
                settings.get(CONNECTIONS),
                settings.get(ID_BYTES),
                seed == null ? new SecureRandom().nextLong() & Long.MAX_VALUE : seed,
                seed != null,
                verify.isAsked() || settings.get(KILL_CHECK),
                verify.server() == null
                        ? targets
                        : List.of(HttpTarget.parse(verify.server().toString())),
                settings.get(KILL_CHECK),
                settings.get(SAMPLE),
                settings.get(TIMEOUT),
                settings.get(SETTLE),
                Limits.from(settings, !settings.get(RATE).isMax()));
    }

    /** Returns whether items are sent when they are due, not when the one before was answered. */
    boolean isOpenLoop() {
        return !rate.isMax();
    }

    /** The whole load as one stage: it ends by its count where one is given, else by its duration. */
    LoadStage stage() {
        return LoadStage.of(rate, durationNanos, count);
    }

    /**
     * A connection's part of the items asked for: whole batches dealt out in turn as the pacer does, the last of which
     * may be smaller.
     *
     * @param connection from 0
     */
    long quota(int connection) {
        long asked = stage().count();
        if (asked == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long whole = asked / batch;
        long quota = (whole / connections + (connection < whole % connections ? 1 : 0)) * batch;
        return quota + (connection == whole % connections ? asked % batch : 0);
    }
}
