package junretsu.jobs.blast;

import java.security.SecureRandom;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.jobs.JobWire;
import junretsu.load.BlastConfig;
import junretsu.load.Limits;
import junretsu.load.LoadStage;
import junretsu.load.Pacer;
import junretsu.load.Rate;
import junretsu.load.Verify;
import junretsu.load.http.HttpTarget;

/**
 * The load on jobs servers, with its flags, their defaults and help sentences.
 *
 * @param targets at least one; the connections are spread over them
 * @param rate jobs a second over all connections
 * @param durationNanos when the last job is posted; {@link Long#MAX_VALUE} when the count says it
 * @param count of jobs; {@link Long#MAX_VALUE} for as many as are due in the duration
 * @param kept connections that stay open; the others are opened anew for each request
 * @param openMax jobs of a connection that may be open at the same time
 * @param source of the jobs
 * @param poll how a connection learns that a job has ended
 * @param settleNanos that jobs get to end after the last POST
 * @param timeoutNanos of an answer
 * @param verify whether answers are multiplied back and factors tested
 * @param fairness whether worker time is asked for at the end, by caller
 * @param killCheck whether requests are sent again until answered, and all jobs asked for once more
 * @param waitNanosMax within which every job has to end; {@link Long#MAX_VALUE} for no limit
 * @param limits that are compared with what was found
 */
public record JobsBlastConfig(
        List<HttpTarget> targets,
        Rate rate,
        long durationNanos,
        long count,
        int connections,
        int kept,
        int openMax,
        JobSource source,
        PollMode poll,
        long settleNanos,
        long timeoutNanos,
        boolean verify,
        boolean fairness,
        boolean killCheck,
        long waitNanosMax,
        Limits limits) {
    private static final String DEFAULT_TARGET = "http://127.0.0.1:" + JobWire.DEFAULT_PORT;

    static final Flag<HttpTarget> TARGET = HttpTarget.flag(DEFAULT_TARGET);
    static final Flag<Rate> RATE = Flag.of(
            "rate",
            "RATE|max",
            "max",
            "jobs a second, in open loop: times count from the planned one; max is closed loop, each connection posts"
                    + " when it has its answer",
            Rate::parse);
    static final Flag<Long> DURATION =
            Flag.of("duration", "TIME", null, "how long to post, instead of how many", Units::nanos);
    static final Flag<Long> COUNT = Flag.of(
            "count", "N", "20k", "jobs to post, each of which is then asked for until it is done", Units::count);
    static final Flag<Integer> CONNECTIONS =
            Flag.of("connections", "N", "50", "at a time, a thread each", text -> Units.integer(text, 1, 1_000));
    static final Flag<Integer> KEEP_ALIVE = Flag.of(
            "keep-alive",
            "N",
            null,
            "connections that stay open between requests, the others being opened anew for each, as by clients that"
                    + " keep 2; without it, all",
            text -> Units.integer(text, 0, 1_000));
    static final Flag<Integer> OPEN = Flag.of(
            "open",
            "N",
            null,
            "jobs of a connection that may be open at the same time; 1 posts the next when one is done; without it,"
                    + " all are posted first",
            text -> Units.integer(text, 1, 10_000_000));
    static final Flag<JobNumbers> NUMBERS = Flag.of(
            "numbers",
            "range:LOW..BOUND|semiprime:BITS|file:PATH",
            "range:1e3..1e40",
            "numbers to factor: random ones of a range, products of two primes of BITS bits, or a file's lines",
            JobNumbers::parse);
    static final Flag<CallerMix> CALLERS = Flag.of(
            "callers",
            "random|N|NAME:SHARE,…",
            "random",
            "a new caller with each job, N of them in turn, or names with their shares of the jobs",
            CallerMix::parse);
    static final Flag<PollMode> POLL = Flag.of(
            "poll",
            "TIME|wait",
            "100ms",
            "pause of a connection after the answer that a job is not done; wait asks junretsu's /api/jobs, which"
                    + " answers when it is",
            PollMode::parse);
    static final Flag<Long> SEED = Flag.of(
            "seed",
            "N",
            null,
            "of numbers and callers; the same seed posts the same jobs; without it, such as nobody has posted",
            BlastConfig.SEED.parser());
    static final Flag<Long> TIMEOUT =
            Flag.of("timeout", "TIME", "10s", "time for an answer, after which its outcome is unknown", Units::nanos);
    static final Flag<Long> SETTLE = Flag.of(
            "settle",
            "TIME",
            "10m",
            "time for jobs to end after the last was posted; then they count as open",
            Units::nanos);
    static final Flag<Verify> VERIFY = Verify.flag("multiply every answer back and test that its factors are prime;"
            + " takes no URL, since each answer shows by itself whether it is right");
    static final Flag<Boolean> FAIRNESS =
            Flag.toggle("fairness", "a table of worker time and wait by caller; asks junretsu's /api/jobs at the end");
    static final Flag<Boolean> KILL_CHECK = Flag.toggle(
            "kill-check",
            "servers may be killed meanwhile: send again until answered, then ask for every job once more and compare");
    static final Flag<Long> MAX_WAIT =
            Flag.of("max-wait", "TIME", null, "exit 3 when a job took longer from its POST to its end", Units::nanos);
    static final Flag<Share> MAX_LOSS = Limits.MAX_LOSS.saying(
            "exit 3 when more than this share of the jobs has no result in the end, instead of 1 for a single one");
    static final Flag<Long> MAX_P99 =
            Limits.MAX_P99.saying("exit 3 when the p99 of the time to accept a job is longer, such as 100ms");

    /** The flags in the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(
                    TARGET,
                    COUNT,
                    RATE,
                    DURATION,
                    CONNECTIONS,
                    KEEP_ALIVE,
                    OPEN,
                    NUMBERS,
                    CALLERS,
                    SEED,
                    POLL,
                    SETTLE,
                    TIMEOUT,
                    VERIFY,
                    FAIRNESS,
                    KILL_CHECK,
                    MAX_WAIT,
                    MAX_LOSS,
                    Limits.MAX_SLIP,
                    MAX_P99),
            BlastConfig.REPORT);

    /** @throws UsageException when a value is not accepted, or two exclude each other */
    public static JobsBlastConfig from(Settings settings) {
        BlastConfig.refuseBoth(settings, DURATION, COUNT);
        PollMode poll = settings.get(POLL);
        if (poll.isWait() && settings.isSet(RATE)) {
            throw new UsageException("--poll wait: a connection that waits posts nothing when it is due; give a TIME"
                    + " beside --rate");
        }
        Verify verify = Verify.from(settings, VERIFY);
        if (verify.server() != null) {
            throw new UsageException("--verify: each answer shows by itself whether it is right, so there is no server"
                    + " to read from; give --verify alone");
        }
        List<HttpTarget> targets = settings.all(TARGET);
        boolean isCounted = !settings.isSet(DURATION);
        Long seed = settings.get(SEED);
        Integer kept = settings.get(KEEP_ALIVE);
        Integer open = settings.get(OPEN);
        Long maxWait = settings.get(MAX_WAIT);
        return new JobsBlastConfig(
                targets.isEmpty() ? List.of(HttpTarget.parse(DEFAULT_TARGET)) : targets,
                settings.get(RATE),
                isCounted ? Long.MAX_VALUE : settings.get(DURATION),
                isCounted ? settings.get(COUNT) : Long.MAX_VALUE,
                settings.get(CONNECTIONS),
                kept == null ? Integer.MAX_VALUE : kept,
                open == null ? Integer.MAX_VALUE : open,
                new JobSource(
                        settings.get(NUMBERS),
                        settings.get(CALLERS),
                        seed == null ? new SecureRandom().nextLong() & Long.MAX_VALUE : seed),
                poll,
                settings.get(SETTLE),
                settings.get(TIMEOUT),
                verify.isAsked(),
                settings.get(FAIRNESS),
                settings.get(KILL_CHECK),
                maxWait == null ? Long.MAX_VALUE : maxWait,
                Limits.from(settings, !settings.get(RATE).isMax()));
    }

    /** Returns whether jobs are posted when they are due, not when the one before was answered. */
    boolean isOpenLoop() {
        return !rate.isMax();
    }

    /** The posting as one stage: it ends by its count where one is given, else by its duration. */
    LoadStage stage() {
        return LoadStage.of(rate, durationNanos, count);
    }

    /**
     * A connection's part of the jobs, which are dealt out in turn.
     *
     * @param connection from 0
     */
    long quota(int connection) {
        return Pacer.part(stage().count(), connections, connection);
    }

    /** The index over all connections of a connection's job. */
    long index(int connection, long number) {
        return number * connections + connection;
    }
}
