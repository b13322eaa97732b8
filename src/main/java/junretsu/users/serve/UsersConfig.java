package junretsu.users.serve;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.TlsFiles;
import junretsu.config.Units;
import junretsu.net.tcp.TcpLimits;
import junretsu.service.ServerConfig;
import junretsu.store.FlushSchedule;
import junretsu.users.UserWire;
import junretsu.users.front.FrontConfig;
import junretsu.users.front.Role;
import junretsu.users.password.PasswordConfig;
import junretsu.users.store.SessionLimits;
import junretsu.users.verbs.SessionPolicy;
import junretsu.web.HttpConfig;

/**
 * The settings of a users server, with each flag, its default and its help text.
 *
 * @param hasPage true to answer browsers as well
 * @param proxies whose word about a browser's address is taken
 * @param listen where the line protocol is spoken
 * @param connections at a time
 * @param loops threads that read and answer them
 * @param limits of each connection
 * @param tls the certificate that both protocols are spoken with; null for none
 * @param frontKeyFile null when anybody may speak
 * @param database null when accounts lie in a file
 * @param pictures directory of the pictures
 * @param server the settings that every server has
 */
public record UsersConfig(
        boolean hasPage,
        List<InetAddress> proxies,
        HostPort listen,
        int connections,
        int loops,
        TcpLimits limits,
        TlsFiles tls,
        Path frontKeyFile,
        SessionLimits sessions,
        SessionPolicy policy,
        PasswordConfig passwords,
        Database database,
        Path pictures,
        ServerConfig server) {
    /**
     * The database of the accounts.
     *
     * @param user null when the URL names it
     * @param passwordFile null when the URL has it, or there is none
     */
    public record Database(String url, String user, Path passwordFile, int connections, int timeoutMs) {}

    private static final int CONNECTIONS_MAX = 1_000_000;
    private static final int LOOPS_MAX = 16;
    private static final int DATABASE_CONNECTIONS_MAX = 256;
    private static final int UNANSWERED_MAX = 64;
    private static final long HALF_LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_MS_MIN = TimeUnit.MINUTES.toMillis(5);

    static final Flag<HostPort> LISTEN = Flag.of(
            "listen",
            "HOST:PORT",
            "127.0.0.1:" + UserWire.DEFAULT_PORT,
            "TCP address at which the line protocol is spoken; port 0 lets the kernel choose",
            HostPort::parse);
    static final Flag<Integer> CONNECTIONS = Flag.of(
            "connections",
            "N",
            "16k",
            "connections at a time; one too many reads why it is refused",
            UsersConfig::parseConnections);
    static final Flag<Integer> LOOPS = Flag.of(
            "loops",
            "N",
            "1",
            "threads that read and answer the connections",
            text -> Units.integer(text, 1, LOOPS_MAX));
    static final Flag<Long> IDLE =
            Flag.of("idle", "TIME", "1h", "close a connection on which nothing was asked for so long", Units::nanos);
    static final Flag<Long> SESSION_IDLE = Flag.of(
            "session-idle", "TIME", "336h", "a session that was not used for so long is over", UsersConfig::parseIdle);
    static final Flag<Long> SESSION_MAX =
            Flag.of("session-max", "TIME", "720h", "a session is over after so long, however used", Units::nanos);
    static final Flag<String> DATABASE = Flag.of(
            "database",
            "URL",
            null,
            "accounts in MariaDB, or what speaks its protocol, as in jdbc:mariadb://10.0.0.5/junretsu; else in a file",
            text -> text);
    static final Flag<String> DATABASE_USER =
            Flag.of("database-user", "NAME", null, "the user to connect as, if the URL names none", text -> text);
    static final Flag<Path> DATABASE_PASSWORD_FILE = Flag.of(
            "database-password-file", "FILE", null, "a file with that user's password in its first line", Path::of);
    static final Flag<Integer> DATABASE_CONNECTIONS = Flag.of(
            "database-connections",
            "N",
            "10",
            "connections to the database; more than 16 make it slower",
            text -> Units.integer(text, 1, DATABASE_CONNECTIONS_MAX));
    static final Flag<Long> DATABASE_TIMEOUT =
            Flag.of("database-timeout", "TIME", "2s", "what the database has not answered by then fails", Units::nanos);
    static final Flag<Path> PICTURES = Flag.of(
            "pictures",
            "DIR",
            null,
            "the directory of the pictures, which back ends that share a database share too; else beside the accounts",
            Path::of);
    static final Flag<Boolean> ONE_SESSION =
            Flag.toggle("one-session", "end an account's other sessions with each login");

    private static final ServerConfig.Flags SERVER = ServerConfig.Flags.of(
            "users",
            "./junretsu-users",
            HttpConfig.at("127.0.0.1:" + UserWire.DEFAULT_HTTP_PORT, "where the page, metrics and health are read"));

    /** The directory of the file of accounts. */
    public static final Flag<Path> DATA = SERVER.data();

    /** Those of the place where accounts lie. */
    public static final List<Flag<?>> DATABASE_FLAGS =
            List.of(DATABASE, DATABASE_USER, DATABASE_PASSWORD_FILE, DATABASE_CONNECTIONS, DATABASE_TIMEOUT);

    /** Those that a process has which keeps accounts. */
    public static final List<Flag<?>> KEEPER_FLAGS = Flag.join(
            List.of(LISTEN, CONNECTIONS, LOOPS, IDLE, SESSION_IDLE, SESSION_MAX, ONE_SESSION),
            PasswordConfig.FLAGS,
            DATABASE_FLAGS,
            List.of(DATA, PICTURES));

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(Role.FLAG),
            FrontConfig.FLAGS,
            List.of(FrontConfig.KEY_FILE),
            KEEPER_FLAGS,
            HttpConfig.flags(SERVER.http()),
            List.of(
                    FrontConfig.PROXIES,
                    FlushSchedule.DRAIN.saying("how long it may take at the end to answer what is under way")));

    /**
     * The settings of a process that keeps nothing.
     *
     * @throws junretsu.config.UsageException when a value is not accepted
     */
    public static FrontConfig ofFront(Settings settings) {
        return FrontConfig.from(settings, HttpConfig.from(settings, SERVER.http()), settings.get(FlushSchedule.DRAIN));
    }

    /** @throws junretsu.config.UsageException when a value is not accepted */
    public static UsersConfig from(Settings settings) {
        return new UsersConfig(
                settings.get(Role.FLAG) == Role.ALL,
                settings.all(FrontConfig.PROXIES),
                settings.get(LISTEN),
                settings.get(CONNECTIONS),
                settings.get(LOOPS),
                new TcpLimits(UNANSWERED_MAX, HALF_LINE_NANOS, settings.get(IDLE)),
                HttpConfig.tls(settings),
                settings.get(FrontConfig.KEY_FILE),
                new SessionLimits(TimeUnit.NANOSECONDS.toMillis(settings.get(SESSION_IDLE))),
                new SessionPolicy(TimeUnit.NANOSECONDS.toMillis(settings.get(SESSION_MAX)), settings.get(ONE_SESSION)),
                PasswordConfig.from(settings),
                database(settings),
                pictures(settings),
                SERVER.from(settings));
    }

    /** The database; null when accounts lie in a file. */
    public static Database database(Settings settings) {
        return settings.get(DATABASE) == null
                ? null
                : new Database(
                        settings.get(DATABASE),
                        settings.get(DATABASE_USER),
                        settings.get(DATABASE_PASSWORD_FILE),
                        settings.get(DATABASE_CONNECTIONS),
                        (int) TimeUnit.NANOSECONDS.toMillis(settings.get(DATABASE_TIMEOUT)));
    }

    private static Path pictures(Settings settings) {
        Path named = settings.get(PICTURES);
        return named == null ? settings.get(DATA).resolve("pictures") : named;
    }

    private static int parseConnections(String text) {
        long count = Units.count(text);
        if (count > CONNECTIONS_MAX) {
            throw new IllegalArgumentException("a number from 1 to " + CONNECTIONS_MAX);
        }
        return (int) count;
    }

    /** A use is written down once a minute, so less would end sessions that are used. */
    private static long parseIdle(String text) {
        long nanos = Units.nanos(text);
        if (TimeUnit.NANOSECONDS.toMillis(nanos) < IDLE_MS_MIN) {
            throw new IllegalArgumentException("a time of 5m or more, such as 30m or 336h");
        }
        return nanos;
    }
}
