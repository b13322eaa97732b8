package junretsu.numbers.blast;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.load.CountsReader;
import junretsu.numbers.NumberWire;

/**
 * How a numbers server is loaded; the home of each flag, its default and its sentence.
 *
 * @param target the server
 * @param connections at a time
 * @param rate lines a second over all connections; infinite for as fast as the machine can
 * @param count lines in all; {@link Long#MAX_VALUE} for as many as the duration allows
 * @param durationNanos how long; {@link Long#MAX_VALUE} until the count is reached
 * @param uniqueShare of the lines that are to be new numbers, 0 to 1
 * @param seed of the numbers
 * @param bad lines that are none of ours, each on a connection of its own
 * @param terminates whether to send the word at the end
 * @param verify the server's HTTP address, to compare its counts with what was sent; null for not
 * @param log the server's log, to compare with what was sent; null for not
 * @param json whether the report is JSON
 */
public record NumbersBlastConfig(
        HostPort target,
        int connections,
        double rate,
        long count,
        long durationNanos,
        double uniqueShare,
        long seed,
        int bad,
        boolean terminates,
        URI verify,
        Path log,
        boolean json) {
    static final Flag<HostPort> TARGET =
            Flag.of("target", "HOST:PORT", "127.0.0.1:" + NumberWire.DEFAULT_PORT, "the server", HostPort::parse);
    static final Flag<Integer> CONNECTIONS =
            Flag.of("connections", "N", "5", "at a time", text -> Units.integer(text, 1, 1_000));
    static final Flag<Double> RATE = Flag.of(
            "rate",
            "RATE|max",
            "max",
            "lines a second over all connections",
            text -> text.equals("max") ? Double.POSITIVE_INFINITY : Units.count(text));
    static final Flag<Long> COUNT =
            Flag.of("count", "N", null, "send so many lines instead of for a duration", Units::count);
    static final Flag<Long> DURATION = Flag.of("duration", "TIME", "10s", "how long to send", Units::nanos);
    static final Flag<Double> UNIQUE =
            Flag.of("unique", "SHARE", "80%", "share of lines that are new numbers, exactly", Units::share);
    static final Flag<Long> SEED = Flag.of("seed", "N", "1", "makes the numbers the same again", Units::count);
    static final Flag<Integer> BAD = Flag.of(
            "bad",
            "N",
            "0",
            "also send so many lines that are no number, each on a connection of its own",
            text -> Units.integer(text, 0, 1_000_000));
    static final Flag<Boolean> TERMINATE = Flag.toggle("terminate", "send the line 'terminate' at the end");
    static final Flag<URI> VERIFY = Flag.of(
            "verify",
            "URL",
            null,
            "the server's HTTP address; its counts are compared with what was sent",
            CountsReader::parseServer);
    static final Flag<Path> LOG =
            Flag.of("log", "FILE", null, "the log of a server that began empty; compared number by number", Path::of);
    static final Flag<Boolean> JSON = Flag.toggle("json", "report as JSON");

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS =
            List.of(TARGET, CONNECTIONS, RATE, COUNT, DURATION, UNIQUE, SEED, BAD, TERMINATE, VERIFY, LOG, JSON);

    /** @throws UsageException when a value is not accepted, or two exclude each other */
    public static NumbersBlastConfig from(Settings settings) {
        Long count = settings.get(COUNT);
        if (count != null && settings.isSet(DURATION)) {
            throw new UsageException("--count and --duration exclude each other; give one of them");
        }
        double unique = settings.get(UNIQUE);
        if (count != null && count * unique > NumberWire.NUMBERS) {
            throw new UsageException("--count: there are only 1,000,000,000 numbers; give fewer or a lower --unique");
        }
        return new NumbersBlastConfig(
                settings.get(TARGET),
                settings.get(CONNECTIONS),
                settings.get(RATE),
                count == null ? Long.MAX_VALUE : count,
                count == null ? settings.get(DURATION) : Long.MAX_VALUE,
                unique,
                settings.get(SEED),
                settings.get(BAD),
                settings.get(TERMINATE),
                settings.get(VERIFY),
                settings.get(LOG),
                settings.get(JSON));
    }
}
