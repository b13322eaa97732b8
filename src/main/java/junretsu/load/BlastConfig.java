package junretsu.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.Units;
import junretsu.config.UsageException;

/**
 * The settings that every blast has, with their flags, defaults and help sentences.
 *
 * @param target server that is loaded
 * @param rate over all senders
 * @param durationNanos when the load ends; {@link Long#MAX_VALUE} when the count says it
 * @param count how many are sent; {@link Long#MAX_VALUE} for as many as are due in the duration
 * @param seed of what is sent
 * @param verify server whose counts are compared; null for none
 * @param limits that are compared with what was found
 */
public record BlastConfig(
        HostPort target, Rate rate, long durationNanos, long count, long seed, URI verify, Limits limits) {
    public static final Flag<Rate> RATE = Flag.of(
            "rate",
            "RATE|max",
            "max",
            "how many a second over all senders, such as 500k; max is as fast as the machine can",
            Rate::parse);
    public static final Flag<Long> DURATION = Flag.of("duration", "TIME", "10s", "how long to send", Units::nanos);
    public static final Flag<Long> COUNT =
            Flag.of("count", "N", null, "how many to send, such as 5m, instead of how long", Units::count);
    public static final Flag<Long> SEED =
            Flag.of("seed", "N", "1", "of what is sent; the same seed sends the same", BlastConfig::parseSeed);
    public static final Flag<Verify> VERIFY = Verify.flag("compare with the counts of this server before and after,"
            + " such as http://127.0.0.1:8080; without a URL, port 8080 of the target's host");
    public static final Flag<Boolean> JSON =
            Flag.toggle("json", "write the report as JSON, which 'blast compare' reads");
    public static final Flag<Path> HTML = Flag.of(
            "html", "FILE", null, "write the report as a page too, with what happened when, in one file", Path::of);
    public static final Flag<Path> CSV =
            Flag.of("csv", "FILE", null, "write what happened when as a table too, a row a second", Path::of);

    /** The flags about the report, which every blast has; they are read where reports are written. */
    public static final List<Flag<?>> REPORT = List.of(JSON, HTML, CSV);

    private static final int HTTP_PORT = 8080;

    /**
     * The flag for the server that is loaded.
     *
     * @param defaultPort of the service
     */
    public static Flag<HostPort> target(int defaultPort) {
        return Flag.of("target", "HOST:PORT", "127.0.0.1:" + defaultPort, "server to load", BlastConfig::parseTarget);
    }

    /**
     * The flags of a service's blast in the order of the help text.
     *
     * @param own those that other services do not have
     */
    public static List<Flag<?>> flags(Flag<HostPort> target, Flag<?>... own) {
        List<Flag<?>> flags = new ArrayList<>(List.of(target, RATE, DURATION, COUNT));
        flags.addAll(List.of(own));
        flags.addAll(List.of(SEED, VERIFY, Limits.MAX_LOSS, Limits.MAX_SLIP));
        flags.addAll(REPORT);
        return List.copyOf(flags);
    }

    /** @throws UsageException when a value is not accepted or two do not go together */
    public static BlastConfig from(Settings settings, Flag<HostPort> target) {
        refuseBoth(settings, DURATION, COUNT);
        Verify verify = Verify.from(settings, VERIFY);
        if (settings.isSet(Limits.MAX_LOSS) && !verify.isAsked()) {
            throw new UsageException("--max-loss: only a server's counts show what was lost; give --verify URL too");
        }
        boolean isCounted = settings.isSet(COUNT);
        return new BlastConfig(
                settings.get(target),
                settings.get(RATE),
                isCounted ? Long.MAX_VALUE : settings.get(DURATION),
                isCounted ? settings.get(COUNT) : Long.MAX_VALUE,
                settings.get(SEED),
                verify.serverOr(settings.get(target).host(), HTTP_PORT),
                Limits.from(settings, !settings.get(RATE).isMax() || settings.isSet(LoadPlan.RAMP)));
    }

    /** @throws UsageException when both are set */
    public static void refuseBoth(Settings settings, Flag<?> one, Flag<?> other) {
        if (settings.isSet(one) && settings.isSet(other)) {
            throw new UsageException(
                    "--" + one.name() + " and --" + other.name() + " exclude each other; give one of them");
        }
    }

    /**
     * The target's address.
     *
     * @throws StartException when the host has none
     */
    public InetSocketAddress resolveTarget() throws StartException {
        try {
            return target.resolve();
        } catch (UnknownHostException e) {
            throw new StartException("--target: '" + target.host() + "' has no address", e);
        }
    }

    /**
     * A reader of the counts to verify with; null when nothing is to be verified.
     *
     * @param names that it compares
     */
    public CountsWatch countsWatch(List<String> names, Clock clock) {
        return verify == null ? null : new CountsWatch(new CountsReader(verify, names, clock));
    }

    /**
     * Begins to read the counts to verify with while the load runs; null when nothing is to be verified.
     *
     * @param names of single counts that are shown over the time
     * @param arrived that of them which grows with what is sent
     * @param sent how many were sent so far
     */
    public LiveCounts liveCounts(List<String> names, String arrived, LongSupplier sent, Clock clock) {
        return verify == null
                ? null
                : LiveCounts.start(new CountsReader(verify, names, clock), names, arrived, sent, clock);
    }

    /** The whole load as one stage: it ends by its count where one is given, else by its duration. */
    public LoadStage stage() {
        return LoadStage.of(rate, durationNanos, count);
    }

    private static HostPort parseTarget(String text) {
        HostPort target = HostPort.parse(text);
        if (target.host().equals("*") || target.port() == 0) {
            throw new IllegalArgumentException("HOST:PORT of a server, such as 127.0.0.1:9999");
        }
        return target;
    }

    private static Long parseSeed(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number", e);
        }
    }
}
