package junretsu.users.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.EventLog;
import junretsu.base.WorkerThread;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.testing.RedisServer;
import junretsu.users.account.SessionStore;
import junretsu.users.store.SessionLimits;
import junretsu.users.store.SessionStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract on a Redis whose keys can be let go as if time passed. */
abstract class RedisSessionStoreContract extends SessionStoreContract {
    protected final List<String> log = new CopyOnWriteArrayList<>();
    private final ShiftedClock clock = new ShiftedClock();
    private RedisUsers users;

    protected abstract String urls();

    /** The server that has all keys. */
    protected abstract RedisServer keeper();

    @BeforeEach
    void open() {
        users = opened(urls(), clock, log);
    }

    static RedisUsers opened(String urls, Clock clock, List<String> log) {
        Settings settings = new Settings(Map.of(
                "redis", new Settings.Setting(List.of(urls.split(",")), "flag"),
                "redis-timeout", new Settings.Setting(List.of("1s"), "flag")));
        RedisConfig config = RedisConfig.from(settings, name -> null).orElseThrow();
        DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);
        List<WorkerThread> threads = new ArrayList<>();
        RedisUsers opened = new RedisUsers(
                config,
                new SessionLimits(IDLE_MS),
                (worker, idle) -> {
                    threads.add(new WorkerThread(worker, idle, errors));
                    return threads.get(0);
                },
                EventLog.of(log::add),
                clock);
        threads.get(0).start();
        return opened;
    }

    @AfterEach
    void close() throws Exception {
        users.close();
        keeper().command("FLUSHALL");
    }

    @Override
    protected SessionStore store() {
        return users.sessions();
    }

    @Override
    protected SessionStore reopened() throws Exception {
        users.close();
        open();
        return store();
    }

    @Override
    protected long nowMs() {
        return clock.epochMillis();
    }

    /** Redis counts by its own clock: each key is given so much less time. */
    @Override
    protected void pass(long ms) {
        clock.shiftMs += ms;
        pass(keeper(), ms);
    }

    static void pass(RedisServer redis, long ms) {
        for (Object key : (List<?>) redis.command("KEYS", "junretsu:{users}:*")) {
            long left = (Long) redis.command("PTTL", (String) key);
            redis.command("PEXPIRE", (String) key, Long.toString(Math.max(0, left - ms)));
        }
    }

    /** The time of the system, moved on. */
    private static final class ShiftedClock implements Clock {
        private static final long START_MS = System.currentTimeMillis();

        private volatile long shiftMs;

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        /** Stands still between two moves, so that a session can be over to the millisecond. */
        @Override
        public long epochMillis() {
            return START_MS + shiftMs;
        }
    }
}
