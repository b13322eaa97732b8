package junretsu.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;

/**
 * The settings with which the Redis of an event is reached.
 *
 * <p>The password is taken from {@code --redis-password-file}, else from the environment's {@value #PASSWORD_VARIABLE},
 * else from the URL: a password that is kept out of the process list is meant to be used. No flag takes the password
 * itself.
 *
 * @param urls one, or the seeds of a cluster, which are alike but for the address
 * @param user null for Redis's default user
 * @param password null when none is needed
 * @param timeoutMs for connecting and for each reply
 * @param caFile PEM certificates to trust instead of the JDK's own; null for the JDK's
 */
public record RedisConfig(List<RedisUrl> urls, String user, String password, int timeoutMs, Path caFile) {
    public static final String PASSWORD_VARIABLE = "JUNRETSU_REDIS_PASSWORD";

    private static final String URLS =
            ", redis://[user:password@]host[:port][/db]; rediss:// for TLS, redis+cluster:// or"
                    + " several URLs for a cluster";

    public static final Flag<RedisUrl> REDIS = Flag.repeatable(
                    "redis", "URL", "count the event together with other nodes in this Redis" + URLS, RedisUrl::parse)
            .separatedBy("\\s*,\\s*(?=rediss?(\\+cluster)?://)")
            .shownAs(RedisUrl::masked);
    public static final Flag<Path> REDIS_PASSWORD_FILE = Flag.of(
            "redis-password-file",
            "FILE",
            null,
            "the first line of this file is Redis's password; otherwise the environment's " + PASSWORD_VARIABLE
                    + " or the URL has it",
            Path::of);
    public static final Flag<Integer> REDIS_TIMEOUT = Flag.of(
            "redis-timeout",
            "TIME",
            "1s",
            "how long to wait for Redis to take a connection and for each reply",
            RedisConfig::parseTimeout);
    public static final Flag<Path> REDIS_CA = Flag.of(
            "redis-ca",
            "FILE",
            null,
            "trust the certificates in this PEM file for rediss://, instead of those that the JDK trusts",
            Path::of);

    public static final List<Flag<?>> FLAGS = List.of(REDIS, REDIS_PASSWORD_FILE, REDIS_TIMEOUT, REDIS_CA);

    /**
     * The flags of a service that does something else with Redis than to count.
     *
     * @param what that is, as in {@code share the queue with other processes in this Redis}
     */
    public static List<Flag<?>> flags(String what) {
        return List.of(REDIS.saying(what + URLS), REDIS_PASSWORD_FILE, REDIS_TIMEOUT, REDIS_CA);
    }

    private static final int TIMEOUT_MS_MAX = 60_000;

    public RedisConfig {
        urls = List.copyOf(urls);
    }

    /**
     * @param environment the value of an environment variable, or null
     * @return empty when no Redis is asked for
     * @throws UsageException when the settings do not go together or a file cannot be read
     */
    public static Optional<RedisConfig> from(Settings settings, Function<String, String> environment) {
        List<RedisUrl> urls = settings.all(REDIS);
        if (urls.isEmpty()) {
            settings.requireUnset(FLAGS, "says how to reach Redis; give --redis URL too");
            return Optional.empty();
        }
        requireOneCluster(urls);
        Path passwordFile = settings.get(REDIS_PASSWORD_FILE);
        String variable = environment.apply(PASSWORD_VARIABLE);
        String password = passwordFile != null
                ? firstLine(passwordFile)
                : variable != null && !variable.isEmpty() ? variable : common(urls, RedisUrl::password);
        return Optional.of(new RedisConfig(
                urls, common(urls, RedisUrl::user), password, settings.get(REDIS_TIMEOUT), settings.get(REDIS_CA)));
    }

    public boolean isTls() {
        return urls.get(0).tls();
    }

    public boolean isCluster() {
        return urls.size() > 1 || urls.get(0).cluster();
    }

    public int database() {
        return urls.get(0).database();
    }

    public List<HostPort> addresses() {
        return urls.stream().map(RedisUrl::address).toList();
    }

    /** The URLs without user and password. */
    public String location() {
        return urls.stream().map(RedisUrl::location).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return location();
    }

    private static void requireOneCluster(List<RedisUrl> urls) {
        if (urls.size() == 1) {
            return;
        }
        if (urls.stream().map(RedisUrl::tls).distinct().count() > 1) {
            throw new UsageException(
                    "--redis: several URLs are the seeds of one cluster; give all of them with TLS or none");
        }
        if (urls.stream().anyMatch(url -> url.database() != 0)) {
            throw new UsageException(
                    "--redis: several URLs are the seeds of one cluster, which has no /db; leave it out");
        }
    }

    private static String common(List<RedisUrl> urls, Function<RedisUrl, String> part) {
        List<String> given =
                urls.stream().map(part).filter(Objects::nonNull).distinct().toList();
        if (given.size() > 1) {
            throw new UsageException(
                    "--redis: several URLs are the seeds of one cluster; give one user and password for all of them");
        }
        return given.isEmpty() ? null : given.get(0);
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            Optional<String> line = lines.findFirst().filter(text -> !text.isEmpty());
            return line.orElseThrow(() -> new UsageException(
                    "--redis-password-file: the first line of " + file + " is empty; write the password there"));
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("--redis-password-file: '" + file + "' cannot be read as UTF-8 text ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static Integer parseTimeout(String text) {
        long ms = Units.nanos(text) / 1_000_000;
        if (ms < 1 || ms > TIMEOUT_MS_MAX) {
            throw new IllegalArgumentException("a time from 1ms to 1m, such as 500ms");
        }
        return (int) ms;
    }
}
