package junretsu.numbers.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.TlsFiles;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.net.tcp.OverLimit;
import junretsu.numbers.NumberWire;
import junretsu.service.ServerConfig;
import junretsu.web.HttpConfig;

/**
 * The settings of a numbers server, with each flag, its default and its help text.
 *
 * @param listen where clients connect
 * @param isStdin whether to read standard input instead of listening
 * @param connections clients at a time, 1 or more
 * @param loops threads that share the clients; 0 when each has one to itself
 * @param tls the certificate with which clients speak TLS; null when they do not
 * @param overLimit the treatment of a client beyond them
 * @param log file of the unique numbers
 * @param logWrites the size of the writes to it
 * @param resumes whether to resume the log, rather than to empty it
 * @param takesCrlf whether CR LF ends a line too
 * @param takesTerminate whether a client may end the server
 * @param reportNanos between two reports
 * @param idleNanos after which a silent client is closed; 0 for never
 * @param server the settings that every server has; those about a store have no effect without one
 */
public record NumbersConfig(
        HostPort listen,
        boolean isStdin,
        int connections,
        int loops,
        TlsFiles tls,
        OverLimit overLimit,
        Path log,
        LogWrites logWrites,
        boolean resumes,
        boolean takesCrlf,
        boolean takesTerminate,
        long reportNanos,
        long idleNanos,
        ServerConfig server) {
    private static final int CONNECTIONS_MAX = 100_000;
    private static final int LOOPS_MAX = 16;

    /** Beyond so many clients, threads that share them need less memory and end sooner than one for each. */
    private static final int READERS_MAX = 16;

    private static final int LOOPS_FOR_MANY = 2;

    static final Flag<String> HOST = Flag.of(
            "host", "HOST", "*", "address to listen at; * is every address, IPv4 and IPv6", NumbersConfig::parseHost);
    static final Flag<Integer> PORT = Flag.of(
            "port",
            "PORT",
            "" + NumberWire.DEFAULT_PORT,
            "TCP port to listen at; 0 lets the kernel choose",
            text -> Units.integer(text, 0, 65_535));
    static final Flag<Integer> CONNECTIONS =
            Flag.of("connections", "N", "5", "clients at a time", text -> Units.integer(text, 1, CONNECTIONS_MAX));
    static final Flag<Boolean> STDIN =
            Flag.toggle("stdin", "read the lines from standard input instead, and end with it");
    static final Flag<Integer> LOOPS = Flag.of(
            "loops",
            "N|auto",
            "auto",
            "threads that share the clients; auto is one a client for up to " + READERS_MAX + " connections, "
                    + LOOPS_FOR_MANY + " for more",
            text -> text.equals("auto") ? 0 : Units.integer(text, 1, LOOPS_MAX));
    static final Flag<Boolean> TLS = Flag.toggle("tls", "clients speak TLS, with --tls-cert and --tls-key");
    private static final Choice<OverLimit> OVER_LIMITS =
            Choice.of("refuse", OverLimit.REFUSE).or("wait", OverLimit.WAIT);

    static final Flag<OverLimit> OVER_LIMIT = Flag.of(
            "over-limit",
            OVER_LIMITS.placeholder(),
            "refuse",
            "what becomes of a client beyond them: closed when no place is free for 250 ms,"
                    + " or left in the listen backlog",
            OVER_LIMITS);
    static final Flag<Path> LOG = Flag.of(
            "log",
            "FILE",
            "numbers.log",
            "file that gets each number once; an old log is emptied at the start",
            Path::of);
    private static final Choice<LogWrites> WRITES =
            Choice.of("batch", LogWrites.BATCH).or("page", LogWrites.PAGE);

    static final Flag<LogWrites> LOG_WRITES = Flag.of(
            "log-writes",
            WRITES.placeholder(),
            "batch",
            "a write of the log is all that was read, or up to the last whole line of a page",
            WRITES);
    static final Flag<Boolean> RESUME = Flag.toggle("resume", "read the log back and append to it");
    static final Flag<Boolean> CRLF = Flag.toggle("crlf", "take CR LF for a line's end as well as LF");
    static final Flag<Boolean> NO_TERMINATE =
            Flag.toggle("no-terminate", "take the line 'terminate' for a bad line, not for the end of the server");
    static final Flag<Long> REPORT = Flag.of("report", "TIME", "10s", "how often to print a report", Units::nanos);
    static final Flag<Long> IDLE = Flag.of(
            "idle",
            "TIME|off",
            "off",
            "close a client that has sent nothing for so long",
            text -> text.equals("off") ? 0L : Units.nanos(text));

    /** Those that every server has. */
    public static final ServerConfig.Flags SERVER = ServerConfig.Flags.of("live", "./junretsu-numbers");

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(
                    HOST,
                    PORT,
                    STDIN,
                    CONNECTIONS,
                    OVER_LIMIT,
                    LOOPS,
                    TLS,
                    LOG,
                    LOG_WRITES,
                    RESUME,
                    CRLF,
                    NO_TERMINATE,
                    REPORT,
                    IDLE),
            SERVER.all());

    /** @throws junretsu.config.UsageException when a value is not accepted */
    public static NumbersConfig from(Settings settings) {
        if (settings.get(STDIN)) {
            requireNothingOfClients(settings);
        }
        return new NumbersConfig(
                new HostPort(settings.get(HOST), settings.get(PORT)),
                settings.get(STDIN),
                settings.get(CONNECTIONS),
                loops(settings),
                settings.get(TLS) ? tls(settings) : null,
                settings.get(OVER_LIMIT),
                settings.get(LOG),
                settings.get(LOG_WRITES),
                settings.get(RESUME),
                settings.get(CRLF),
                !settings.get(NO_TERMINATE),
                settings.get(REPORT),
                settings.get(IDLE),
                SERVER.from(settings));
    }

    private static void requireNothingOfClients(Settings settings) {
        Stream.of(HOST, PORT, CONNECTIONS, OVER_LIMIT, LOOPS, TLS, IDLE)
                .filter(settings::isSet)
                .findFirst()
                .ifPresent(flag -> {
                    throw new UsageException(
                            "--" + flag.name() + " is about clients over TCP, of which there are none with --stdin");
                });
    }

    private static TlsFiles tls(Settings settings) {
        Path certificate = settings.get(HttpConfig.TLS_CERT);
        Path key = settings.get(HttpConfig.TLS_KEY);
        if (certificate == null || key == null) {
            throw new UsageException("--tls needs a certificate and its key; give --tls-cert FILE and --tls-key FILE");
        }
        return new TlsFiles(certificate, key);
    }

    private static int loops(Settings settings) {
        boolean isMany = settings.get(CONNECTIONS) > READERS_MAX || settings.get(TLS);
        int asked = settings.get(LOOPS);
        return asked == 0 && isMany ? LOOPS_FOR_MANY : asked;
    }

    /** The flags that say where to listen, as the user would type them. */
    String listenFlags() {
        return (listen.host().equals("*") ? "" : "--host " + listen.host() + " ") + "--port " + listen.port();
    }

    private static String parseHost(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a host name or an address of this machine, or * for every address");
        }
        return text;
    }
}
