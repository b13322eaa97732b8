package junretsu.users.blast;

import java.net.URI;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.load.BlastConfig;
import junretsu.load.Limits;
import junretsu.load.LoadStage;
import junretsu.load.Pacer;
import junretsu.load.Rate;
import junretsu.load.Verify;
import junretsu.users.UserWire;

/**
 * The load on a users server, with its flags, their defaults and help sentences.
 *
 * @param target server that is loaded
 * @param mix of the operations
 * @param users that were seeded, from {@code first} on
 * @param first number of the first user
 * @param pick says which of them are picked
 * @param clients connections, each with one request under way at most
 * @param loops threads that the clients share
 * @param ways to log in, a stage each
 * @param rate operations a second over all clients
 * @param durationNanos of each stage; {@link Long#MAX_VALUE} when the count says it
 * @param warmUpNanos of each stage before its measured time; 0 for none
 * @param count of operations of each stage; {@link Long#MAX_VALUE} for as many as are due in the duration
 * @param seed of who and what is picked
 * @param timeoutNanos of an answer
 * @param verify server whose metrics are compared; null for none
 * @param limits that are compared with what was found; that of p99 holds for each operation
 */
public record UsersBlastConfig(
        HostPort target,
        VerbMix mix,
        int users,
        long first,
        UserPick pick,
        int clients,
        int loops,
        List<LoginWay> ways,
        Rate rate,
        long durationNanos,
        long warmUpNanos,
        long count,
        long seed,
        long timeoutNanos,
        URI verify,
        Limits limits) {
    private static final int USERS_MAX = 100_000_000;
    private static final int CLIENTS_MAX = 60_000;
    private static final int LOOPS_MAX = 16;

    static final Flag<HostPort> TARGET = BlastConfig.target(UserWire.DEFAULT_PORT);
    static final Flag<VerbMix> MIX = Flag.of(
            "mix",
            "VERB=WEIGHT,…",
            "login=1,validate=8,nickname=1",
            "operations and how often they come: login, validate, nickname, logout",
            VerbMix::parse);
    static final Flag<Integer> USERS = Flag.of(
            "users",
            "N",
            "10k",
            "users that 'junretsu users seed' has made on the server, which has to run with --seed-users",
            UsersBlastConfig::parseUsers);
    static final Flag<Integer> FIRST = Flag.of(
            "first",
            "N",
            "0",
            "number of the first user, so that two loads at once have users of their own",
            text -> Units.integer(text, 0, USERS_MAX));
    static final Flag<UserPick> PICK = Flag.of(
            "pick",
            "fixed:N|random|zipf[:E]",
            "random",
            "who logs in: one of the first N users, any user, or some far more often than others",
            UserPick::parse);
    static final Flag<Integer> CLIENTS = Flag.of(
            "clients",
            "N",
            "200",
            "connections, each with one request under way at most",
            text -> Units.integer(text, 1, CLIENTS_MAX));
    static final Flag<Integer> LOOPS =
            Flag.of("loops", "N", "1", "threads that the clients share", text -> Units.integer(text, 1, LOOPS_MAX));
    static final Flag<List<LoginWay>> LOGIN = Flag.of(
            "login",
            "WAY,…",
            "password",
            "how users log in: password; fresh, where all sessions are ended behind each login, so that each costs the"
                    + " server a slow hash; scram; remembered, after each has logged in; token, where nobody does."
                    + " Several are loads one after the other, told in one report",
            LoginWay::parseAll);
    static final Flag<Rate> RATE = Flag.of(
            "rate",
            "RATE|max",
            "max",
            "operations a second, in open loop: times count from the planned one; max is closed loop, each client"
                    + " begins the next when it has its answer",
            Rate::parse);
    static final Flag<Long> WARM_UP = Flag.of(
            "warm-up",
            "TIME",
            null,
            "the same load for so long before what is measured; both ends are slower while their code is compiled",
            Units::nanos);
    static final Flag<Long> TIMEOUT = Flag.of(
            "timeout", "TIME", "10s", "time for an answer, after which the connection is given up", Units::nanos);
    static final Flag<Verify> VERIFY = Verify.flag("compare what was answered with the metrics of this server, such as"
            + " http://127.0.0.1:7081; without a URL, port " + UserWire.DEFAULT_HTTP_PORT + " of the target's host");
    static final Flag<Long> MAX_P99 =
            Limits.MAX_P99.saying("exit 3 when the p99 of an operation is longer, such as 3ms");
    static final Flag<Share> MAX_LOSS = Limits.MAX_LOSS.saying(
            "exit 3 when more than this share of the operations failed, was refused or not sent, such as 0.1%,"
                    + " instead of 1 for a single one");

    /** The flags in the order of the help text. */
    public static final List<Flag<?>> FLAGS = Flag.join(
            List.of(
                    TARGET,
                    MIX,
                    USERS,
                    FIRST,
                    PICK,
                    LOGIN,
                    CLIENTS,
                    LOOPS,
                    RATE,
                    BlastConfig.DURATION,
                    BlastConfig.COUNT,
                    WARM_UP,
                    BlastConfig.SEED,
                    TIMEOUT,
                    VERIFY,
                    MAX_LOSS,
                    Limits.MAX_SLIP,
                    MAX_P99),
            BlastConfig.REPORT);

    /** @throws UsageException when a value is not accepted, or two do not go together */
    public static UsersBlastConfig from(Settings settings) {
        BlastConfig.refuseBoth(settings, BlastConfig.DURATION, BlastConfig.COUNT);
        boolean isCounted = settings.isSet(BlastConfig.COUNT);
        Long warmUp = settings.get(WARM_UP);
        UsersBlastConfig config = new UsersBlastConfig(
                settings.get(TARGET),
                settings.get(MIX),
                settings.get(USERS),
                settings.get(FIRST),
                settings.get(PICK),
                settings.get(CLIENTS),
                settings.get(LOOPS),
                settings.get(LOGIN),
                settings.get(RATE),
                isCounted ? Long.MAX_VALUE : settings.get(BlastConfig.DURATION),
                warmUp == null ? 0 : warmUp,
                isCounted ? settings.get(BlastConfig.COUNT) : Long.MAX_VALUE,
                settings.get(BlastConfig.SEED),
                settings.get(TIMEOUT),
                Verify.from(settings, VERIFY).serverOr(settings.get(TARGET).host(), UserWire.DEFAULT_HTTP_PORT),
                Limits.from(settings, !settings.get(RATE).isMax()));
        config.requireOneLoad();
        return config;
    }

    private void requireOneLoad() {
        if (loops > Math.min(clients, picked())) {
            throw new UsageException("--loops: each has at least one client and one user; give fewer");
        }
        if (ways.contains(LoginWay.FRESH) && !mix.isOnly(Operation.LOGIN)) {
            throw new UsageException("--login fresh: it ends all sessions, so nothing else can be asked; give --mix"
                    + " login=1, and another load beside it with other users by --first");
        }
        if (ways.contains(LoginWay.TOKEN) && mix.has(Operation.LOGOUT)) {
            throw new UsageException("--login token: nobody logs in again after a logout; leave it out of --mix");
        }
        if ((ways.contains(LoginWay.FRESH) || ways.contains(LoginWay.REMEMBERED)) && !pick.isFixed()) {
            throw new UsageException("--login fresh and remembered: users need a slow hash before they are measured;"
                    + " give --pick fixed:N");
        }
        if (!mix.has(Operation.LOGIN) && (ways.size() > 1 || ways.get(0) != LoginWay.TOKEN)) {
            throw new UsageException("--mix without login: give --login token, which begins the sessions");
        }
    }

    /** Returns whether operations begin when they are due, not when the one before was answered. */
    boolean isOpenLoop() {
        return !rate.isMax();
    }

    /** A stage: it ends by its count where one is given, else by its duration. */
    LoadStage stage() {
        return LoadStage.of(rate, durationNanos, count);
    }

    /** The number of different users that may be picked. */
    int picked() {
        return pick.count(users);
    }

    /** A loop's part of a stage's operations, which are dealt out in turn. */
    long quota(int loop) {
        return Pacer.part(stage().count(), loops, loop);
    }

    private static int parseUsers(String text) {
        long users = Units.count(text);
        if (users > USERS_MAX) {
            throw new IllegalArgumentException("a number from 1 to 100m");
        }
        return (int) users;
    }
}
