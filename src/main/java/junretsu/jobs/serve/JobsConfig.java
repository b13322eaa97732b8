package junretsu.jobs.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.QueueConfig;
import junretsu.service.AdminToken;
import junretsu.service.ServerConfig;
import junretsu.store.FlushSchedule;
import junretsu.web.HttpConfig;

/**
 * The settings of a jobs server, with each flag, its default and its help text.
 *
 * @param digits of a number at most
 * @param jobTimeNanos of CPU time that a job may use
 * @param cacheSize results that are kept by their number
 * @param openMax jobs of one caller that are queued or running
 * @param ratePerSecond jobs that one caller may hand in each second; 0 for any number
 * @param callers file of the keys and shares of those who may hand in jobs; null when everybody may
 * @param adminToken that a client needs to see and change what is not its own
 * @param server the settings that every server has
 */
public record JobsConfig(
        Role role,
        int digits,
        long jobTimeNanos,
        int cacheSize,
        long openMax,
        double ratePerSecond,
        Path callers,
        QueueConfig queue,
        AdminToken adminToken,
        ServerConfig server) {
    private static final int WORKERS_MAX = 256;
    private static final int SEATS_MAX = 1_000;
    private static final int SHARDS_MAX = 32;
    private static final long YEAR_NANOS = 365L * 24 * 3_600 * 1_000_000_000;
    private static final String CORES = "cores";
    private static final String HEAP = "heap";
    private static final Choice<Boolean> FAIRNESS_CHOICES =
            Choice.of("time", true).or("jobs", false);

    static final Flag<Role> ROLE = Flag.of(
            "role",
            Role.CHOICES.placeholder(),
            "all",
            "take jobs, work on them, or both; api and worker share a queue with --redis",
            Role.CHOICES);
    static final Flag<Integer> WORKERS = Flag.of(
            "workers",
            "N|" + CORES,
            CORES,
            "threads that work on jobs",
            text -> text.equals(CORES)
                    ? Runtime.getRuntime().availableProcessors()
                    : Units.integer(text, 1, WORKERS_MAX));
    static final Flag<Integer> DIGITS = Flag.of(
            "digits",
            "N",
            "100",
            "digits of a number at most; a longer one is rejected before it is looked at",
            text -> Units.integer(text, 1, JobWire.DIGITS_MAX));
    static final Flag<Long> JOB_TIME = Flag.of(
            "job-time",
            "TIME",
            "60s",
            "CPU time that a job may use, 1ms to 8760h; what was found by then is its answer",
            JobsConfig::parseJobTime);
    static final Flag<Boolean> FAIRNESS = Flag.of(
            "fairness",
            FAIRNESS_CHOICES.placeholder(),
            "time",
            "whether callers take turns by the CPU time that their jobs use, or by their number",
            FAIRNESS_CHOICES);
    static final Flag<Long> SLICE = Flag.of(
            "slice", "TIME", "50ms", "CPU time after which a worker asks whose turn it is", JobsConfig::parseSlice);
    static final Flag<Integer> SEATS = Flag.of(
            "seats",
            "N|" + HEAP,
            HEAP,
            "jobs that may hold the memory of a sieve at the same time; heap: one for each 40 MiB of half the heap,"
                    + " 200 MiB where --job-time is above 2m, up to " + SeatMemory.SEATS_MAX,
            text -> text.equals(HEAP) ? 0 : Units.integer(text, 1, SEATS_MAX));
    static final Flag<Integer> CACHE = Flag.of(
            "cache",
            "N|off",
            "100k",
            "results that are kept by their number, for whoever asks for the same one",
            text -> text.equals("off") ? 0 : (int) bounded(text, Integer.MAX_VALUE / 4));
    static final Flag<Long> QUEUE_MAX =
            Flag.of("queue-max", "N", "10m", "open jobs of all callers; more are answered with 503", Units::count);
    static final Flag<Long> OPEN_MAX =
            Flag.of("open-max", "N", "100k", "open jobs of one caller; more are answered with 429", Units::count);
    static final Flag<Double> RATE = Flag.of(
            "rate",
            "RATE|off",
            "off",
            "jobs that one caller may hand in each second, such as 100 or 100/s; more are answered with 429",
            JobsConfig::rate);
    static final Flag<Long> RESULT_TTL = Flag.of(
            "result-ttl", "TIME", "24h", "how long a job that has ended can be asked for", JobsConfig::parseTtl);
    static final Flag<Path> CALLERS = Flag.of(
            "callers",
            "FILE",
            null,
            "a line for each API key: KEY NAME [weight=2] [running=4] [open=1000] [rate=100/s]; reread when it changes",
            Path::of);
    static final Flag<Long> LEASE = Flag.of(
            "lease",
            "TIME",
            "10s",
            "with --redis: a worker that is not heard of for so long has lost its job to another",
            JobsConfig::parseLease);
    static final Flag<Integer> SHARDS = Flag.of(
            "shards",
            "N",
            "1",
            "with --redis: parts that the queue is spread over; the same at all nodes",
            text -> Units.integer(text, 1, SHARDS_MAX));

    private static final ServerConfig.Flags SERVER = ServerConfig.Flags.of(
            "jobs",
            "./junretsu-jobs",
            HttpConfig.at(
                    "127.0.0.1:" + JobWire.DEFAULT_PORT,
                    "where jobs are taken, and their results, metrics and health read"));

    private static final Flag<byte[]> ADMIN_TOKEN = AdminToken.flag("act for every caller and put failed jobs back");
    private static final Flag<String> EVENT =
            SERVER.event().saying("with --redis: name of the queue, part of its keys");
    private static final Flag<Long> DRAIN = FlushSchedule.DRAIN.saying(
            "how long it may take at the end to answer, to leave the jobs at work and to write what was done");

    private static final List<Flag<?>> OF_REDIS = List.of(LEASE, SHARDS, EVENT);

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = Stream.<List<? extends Flag<?>>>of(
                    List.of(ROLE, WORKERS, DIGITS, JOB_TIME, FAIRNESS, SLICE, SEATS, CACHE),
                    List.of(QUEUE_MAX, OPEN_MAX, RATE, RESULT_TTL, CALLERS, LEASE, SHARDS, ADMIN_TOKEN),
                    HttpConfig.flags(SERVER.http()),
                    List.of(EVENT, SERVER.data(), DRAIN))
            .<Flag<?>>flatMap(List::stream)
            .toList();

    /** @throws UsageException when a value is not accepted */
    public static JobsConfig from(Settings settings) {
        Role role = settings.get(ROLE);
        ServerConfig server = SERVER.from(settings);
        if (server.http() == null && role.takesJobs()) {
            throw new UsageException(
                    "--http off: jobs come over HTTP; give an address such as 127.0.0.1:" + JobWire.DEFAULT_PORT);
        }
        QueueConfig queue = new QueueConfig(
                settings.get(FAIRNESS),
                settings.get(SLICE),
                role.works() ? settings.get(WORKERS) : 0,
                seats(settings),
                settings.get(QUEUE_MAX),
                settings.get(RESULT_TTL) / 1_000_000,
                settings.get(LEASE) / 1_000_000,
                settings.get(SHARDS));
        return new JobsConfig(
                role,
                settings.get(DIGITS),
                settings.get(JOB_TIME),
                settings.get(CACHE),
                settings.get(OPEN_MAX),
                settings.get(RATE),
                settings.get(CALLERS),
                queue,
                new AdminToken(settings.get(ADMIN_TOKEN)),
                server);
    }

    /** @throws UsageException when a flag is set that has no effect without Redis */
    public static void requireNothingOfRedis(Settings settings) {
        if (settings.get(ROLE) != Role.ALL) {
            throw new UsageException("--role api and --role worker share a queue in Redis; give --redis URL too");
        }
        settings.requireUnset(OF_REDIS, "is about a queue in Redis; give --redis URL too");
    }

    private static int seats(Settings settings) {
        int seats = settings.get(SEATS);
        return seats > 0 ? seats : SeatMemory.seats(Runtime.getRuntime().maxMemory(), settings.get(JOB_TIME));
    }

    private static double rate(String text) {
        try {
            return text.equals("off") ? 0 : Units.perSecond(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("off, or so many a second, such as 100 or 100/s", e);
        }
    }

    private static long parseJobTime(String text) {
        return between(text, 1_000_000L, YEAR_NANOS, "a time from 1ms to 8760h, which is a year");
    }

    private static long parseSlice(String text) {
        return between(text, 1_000_000L, 1_000_000_000L, "a time from 1ms to 1s");
    }

    private static long parseTtl(String text) {
        return between(text, 1_000_000_000L, Long.MAX_VALUE, "a time of 1s or more");
    }

    private static long parseLease(String text) {
        return between(text, 1_000_000_000L, 3_600_000_000_000L, "a time from 1s to 1h");
    }

    private static long between(String text, long min, long max, String accepted) {
        long nanos = Units.nanos(text);
        if (nanos < min || nanos > max) {
            throw new IllegalArgumentException(accepted);
        }
        return nanos;
    }

    private static long bounded(String text, long max) {
        long count = Units.count(text);
        if (count > max) {
            throw new IllegalArgumentException("a whole number from 1 to " + max);
        }
        return count;
    }
}
