package junretsu.items.coordinate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.service.AdminToken;
import junretsu.service.ServerConfig;

/**
 * The settings of a coordinator, with each flag that a node does not have, its default and its help text.
 *
 * @param workers that somebody else starts
 * @param spawn workers that the coordinator starts on this machine
 * @param spawnPort of the first of these; the others follow
 * @param health the checks of workers
 * @param timeouts of requests
 * @param inFlightMax requests that a worker has at a time, about
 * @param server the settings that every server has
 * @param adminToken with which the coordinator may be ended
 * @param passedOn environment of the workers that the coordinator starts, by variable: what the user set for nodes
 */
public record CoordinatorConfig(
        List<HostPort> workers,
        int spawn,
        int spawnPort,
        Health health,
        Timeouts timeouts,
        int inFlightMax,
        ServerConfig server,
        AdminToken adminToken,
        Map<String, String> passedOn) {

    /**
     * The checks of workers.
     *
     * @param intervalNanos between two checks of a worker
     * @param timeoutNanos after which a check has failed
     * @param failures in a row after which a worker is down
     * @param successes in a row after which it is up again
     */
    public record Health(long intervalNanos, long timeoutNanos, int failures, int successes) {}

    /**
     * The time that requests may take.
     *
     * @param connectNanos for a worker to accept a connection
     * @param attemptNanos for a worker to answer, before another one is asked
     * @param requestNanos for all attempts together
     */
    public record Timeouts(long connectNanos, long attemptNanos, long requestNanos) {}

    private static final int SPAWN_MAX = 64;

    /** The HTTP server itself answers a request that has taken 120 s. */
    private static final long REQUEST_NANOS_MAX = 100_000_000_000L;

    private static final Choice<Boolean> ROLES = Choice.of("node", false).or("coordinator", true);

    /** True for a coordinator. */
    public static final Flag<Boolean> ROLE = Flag.of(
            "role",
            ROLES.placeholder(),
            "node",
            "whether to count items, or to pass requests on to nodes that do",
            ROLES);

    static final Flag<HostPort> WORKERS = Flag.repeatable(
            "workers", "HOST:PORT", "a node that this coordinator sends requests to", CoordinatorConfig::parseWorker);
    static final Flag<Integer> SPAWN = Flag.of(
            "spawn",
            "N",
            "0",
            "nodes that the coordinator starts on this machine, keeps running and ends with itself",
            text -> Units.integer(text, 0, SPAWN_MAX));
    static final Flag<Integer> SPAWN_PORT = Flag.of(
            "spawn-port",
            "PORT",
            "5001",
            "port of the first of these at 127.0.0.1; the others follow",
            text -> Units.integer(text, 1, 65_535));
    static final Flag<Long> HEALTH_INTERVAL =
            Flag.of("health-interval", "TIME", "1s", "how often to check each worker", Units::nanos);
    static final Flag<Long> HEALTH_TIMEOUT =
            Flag.of("health-timeout", "TIME", "2s", "how long a worker may take to answer a check", Units::nanos);
    static final Flag<Integer> HEALTH_FAILURES = Flag.of(
            "health-failures",
            "N",
            "3",
            "failures in a row that take a worker out; one is enough when nobody listens at its port",
            text -> Units.integer(text, 1, 1_000));
    static final Flag<Integer> HEALTH_SUCCESSES = Flag.of(
            "health-successes",
            "N",
            "2",
            "good checks in a row that take it back",
            text -> Units.integer(text, 1, 1_000));
    static final Flag<Integer> WORKER_REQUESTS = Flag.of(
            "worker-requests",
            "N",
            "512",
            "requests that a worker has at a time; when all have so many, further ones get 503",
            text -> Units.integer(text, 1, 10_000));
    static final Flag<Long> CONNECT_TIMEOUT =
            Flag.of("connect-timeout", "TIME", "1s", "how long a worker may take to accept", Units::nanos);
    static final Flag<Long> ATTEMPT_TIMEOUT = Flag.of(
            "attempt-timeout",
            "TIME",
            "10s",
            "how long a worker may take to answer before another one is asked",
            Units::nanos);
    static final Flag<Long> REQUEST_TIMEOUT = Flag.of(
            "request-timeout",
            "TIME",
            "30s",
            "how long all attempts of a request may take, 100s at most",
            CoordinatorConfig::parseRequestTimeout);

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = List.of(
            ROLE,
            WORKERS,
            SPAWN,
            SPAWN_PORT,
            HEALTH_INTERVAL,
            HEALTH_TIMEOUT,
            HEALTH_FAILURES,
            HEALTH_SUCCESSES,
            WORKER_REQUESTS,
            CONNECT_TIMEOUT,
            ATTEMPT_TIMEOUT,
            REQUEST_TIMEOUT);

    /** Flags of a node that a coordinator sets for each node that it starts, or that are about itself. */
    private static final Set<String> NOT_PASSED_ON = Set.of("http", "http-host", "tls-cert", "tls-key", "data", "role");

    /**
     * @param server with the address at which the coordinator listens, and the directory below which the nodes that it
     *     starts have theirs
     * @param nodeFlags the flags of a node; those that are set apply to each node that the coordinator starts
     * @param environmentPrefix of these flags' variables
     * @throws UsageException when a value is not accepted
     */
    public static CoordinatorConfig from(
            Settings settings, ServerConfig server, List<Flag<?>> nodeFlags, String environmentPrefix) {
        CoordinatorConfig config = new CoordinatorConfig(
                List.copyOf(settings.all(WORKERS)),
                settings.get(SPAWN),
                settings.get(SPAWN_PORT),
                new Health(
                        settings.get(HEALTH_INTERVAL),
                        settings.get(HEALTH_TIMEOUT),
                        settings.get(HEALTH_FAILURES),
                        settings.get(HEALTH_SUCCESSES)),
                new Timeouts(
                        settings.get(CONNECT_TIMEOUT), settings.get(ATTEMPT_TIMEOUT), settings.get(REQUEST_TIMEOUT)),
                settings.get(WORKER_REQUESTS),
                server,
                new AdminToken(settings.get(AdminToken.FLAG)),
                passedOn(settings, nodeFlags, environmentPrefix));
        config.requireSense();
        boolean canShare = nodeFlags.stream().anyMatch(flag -> flag.name().equals("redis"));
        if (canShare && config.spawn > 1 && !config.passedOn.containsKey(environmentPrefix + "REDIS")) {
            throw new UsageException("--spawn " + config.spawn
                    + ": several nodes count together in Redis, each alone would count its own; give --redis URL too");
        }
        return config;
    }

    /** @throws UsageException when a flag is set that has no effect in a node */
    public static void requireNothingOfACoordinator(Settings settings) {
        settings.requireUnset(
                FLAGS.stream().filter(flag -> flag != ROLE).toList(),
                "is a coordinator's; give --role coordinator too");
    }

    private void requireSense() {
        if (server.http() == null) {
            throw new UsageException("--http off: a coordinator is of use over HTTP only; give it an address");
        }
        if (spawn == 0 && workers.isEmpty()) {
            throw new UsageException("a coordinator needs workers: give --workers HOST:PORT,... or --spawn N");
        }
        if (spawnPort + spawn > 65_536) {
            throw new UsageException("--spawn-port " + spawnPort + ": there are no " + spawn + " ports from there on");
        }
        Set<HostPort> once = new HashSet<>();
        for (HostPort each : addresses()) {
            if (!once.add(each)) {
                throw new UsageException("--workers: " + each + " is there twice; list each worker once, and none of"
                        + " those that --spawn starts");
            }
            if (each.port() == server.http().address().port()
                    && each.host().equals(server.http().address().host())) {
                throw new UsageException("--workers: " + each + " is the coordinator's own address");
            }
        }
    }

    private static Map<String, String> passedOn(Settings settings, List<Flag<?>> nodeFlags, String prefix) {
        Map<String, String> passedOn = new TreeMap<>();
        for (Flag<?> flag : nodeFlags) {
            Settings.Setting setting = settings.setting(flag);
            if (setting != null && !NOT_PASSED_ON.contains(flag.name())) {
                settings.all(flag);
                passedOn.put(flag.environmentName(prefix), String.join(",", setting.texts()));
            }
        }
        return Map.copyOf(passedOn);
    }

    /** All workers, the spawned ones last. */
    List<HostPort> addresses() {
        List<HostPort> all = new ArrayList<>(workers);
        all.addAll(spawned());
        return all;
    }

    /** The workers that the coordinator starts. */
    List<HostPort> spawned() {
        return IntStream.range(spawnPort, spawnPort + spawn)
                .mapToObj(port -> new HostPort("127.0.0.1", port))
                .toList();
    }

    /** These settings, but for those that hold from the start to the end of the process. */
    CoordinatorConfig keeping(CoordinatorConfig running) {
        return new CoordinatorConfig(
                workers,
                spawn,
                spawnPort,
                health,
                new Timeouts(running.timeouts.connectNanos, timeouts.attemptNanos, timeouts.requestNanos),
                inFlightMax,
                running.server,
                running.adminToken,
                passedOn);
    }

    private static HostPort parseWorker(String text) {
        HostPort worker = HostPort.parse(text);
        if (worker.host().equals("*") || worker.port() == 0) {
            throw new IllegalArgumentException("a worker's HOST:PORT such as 10.0.0.7:5000");
        }
        return worker;
    }

    private static long parseRequestTimeout(String text) {
        long nanos = Units.nanos(text);
        if (nanos > REQUEST_NANOS_MAX) {
            throw new IllegalArgumentException("a time of at most 100s");
        }
        return nanos;
    }
}
