package junretsu.numbers.blast;

import java.nio.file.Path;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.load.BlastConfig;
import junretsu.numbers.NumberWire;

/**
 * The load on a numbers server, with the flags of its own, their defaults and help sentences.
 *
 * @param common what every blast has
 * @param isStdout whether lines go to standard output instead of a server
 * @param connections at a time
 * @param uniqueShare of the lines that are new numbers
 * @param bad lines that are not numbers, each on a connection of its own
 * @param terminates whether to send {@code terminate} at the end
 * @param log the server's log, to compare with what was sent; null for not
 */
public record NumbersBlastConfig(
        BlastConfig common,
        boolean isStdout,
        int connections,
        Share uniqueShare,
        int bad,
        boolean terminates,
        Path log) {
    static final Flag<HostPort> TARGET = BlastConfig.target(NumberWire.DEFAULT_PORT);
    static final Flag<Boolean> STDOUT = Flag.toggle(
            "stdout", "write the lines to standard output instead of a server, and the report to standard error");
    static final Flag<Integer> CONNECTIONS =
            Flag.of("connections", "N", "5", "at a time", text -> Units.integer(text, 1, 1_000));
    static final Flag<Share> UNIQUE =
            Flag.of("unique", "SHARE", "80%", "share of lines that are new numbers, exactly", Share::parse);
    static final Flag<Integer> BAD = Flag.of(
            "bad",
            "N",
            "0",
            "also send so many lines that are no number, each on a connection of its own",
            text -> Units.integer(text, 0, 1_000_000));
    static final Flag<Boolean> TERMINATE = Flag.toggle("terminate", "send the line 'terminate' at the end");
    static final Flag<Path> LOG =
            Flag.of("log", "FILE", null, "the log of a server that began empty; compared number by number", Path::of);

    /** The flags in the order of the help text. */
    public static final List<Flag<?>> FLAGS =
            BlastConfig.flags(TARGET, STDOUT, CONNECTIONS, UNIQUE, BAD, TERMINATE, LOG);

    /** @throws UsageException when a value is not accepted, or two exclude each other */
    public static NumbersBlastConfig from(Settings settings) {
        BlastConfig common = BlastConfig.from(settings, TARGET);
        Share unique = settings.get(UNIQUE);
        if (common.count() != Long.MAX_VALUE && unique.ceilOf(common.count()) > NumberWire.NUMBERS) {
            throw new UsageException("--count: there are only 1,000,000,000 numbers; give fewer or a lower --unique");
        }
        if (settings.get(STDOUT)) {
            requireNothingOfConnections(settings);
        }
        return new NumbersBlastConfig(
                common,
                settings.get(STDOUT),
                settings.get(STDOUT) ? 1 : settings.get(CONNECTIONS),
                unique,
                settings.get(BAD),
                settings.get(TERMINATE),
                settings.get(LOG));
    }

    private static void requireNothingOfConnections(Settings settings) {
        for (Flag<?> flag : List.of(TARGET, CONNECTIONS, BAD)) {
            if (settings.isSet(flag)) {
                throw new UsageException(
                        "--" + flag.name() + " is about connections, of which there are none with --stdout");
            }
        }
    }
}
