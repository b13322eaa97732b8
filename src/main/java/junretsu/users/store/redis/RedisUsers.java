package junretsu.users.store.redis;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisLane;
import junretsu.redis.RedisLink;
import junretsu.users.account.SessionStore;
import junretsu.users.limit.LoginLimits;
import junretsu.users.store.SessionLimits;

/** Redis as many back ends share it: their sessions and their limits on logins, by one connection and one thread. */
public final class RedisUsers implements Closeable {
    private static final String PROBE = "junretsu:{users}:probe";

    private final RedisSessionStore sessions;
    private final RedisLimits limits;
    private final RedisLane lane;
    private final WorkerThread thread;

    /**
     * @param workers takes in the thread, which is to be started afterwards
     * @param log gets a line when Redis goes away or comes back
     */
    public RedisUsers(
            RedisConfig config,
            SessionLimits sessionLimits,
            BiFunction<Worker, IdlePolicy, WorkerThread> workers,
            EventLog log,
            Clock clock) {
        List<LuaScript> scripts = Stream.concat(
                        RedisSessionStore.SCRIPTS.stream(), Stream.of(RedisLimits.CHECK, RedisLimits.FAILED))
                .toList();
        RedisLink link = new RedisLink(config, clock);
        lane = new RedisLane("user-redis", link, scripts, PROBE, "sessions", log, clock);
        sessions = new RedisSessionStore(lane, sessionLimits, clock);
        limits = new RedisLimits(lane);
        thread = lane.addTo(workers);
    }

    public SessionStore sessions() {
        return sessions;
    }

    public LoginLimits limits() {
        return limits;
    }

    /** Commands that wait to be sent. */
    public int waiting() {
        return lane.waiting();
    }

    static List<byte[]> words(String... texts) {
        List<byte[]> words = new ArrayList<>(texts.length);
        for (String text : texts) {
            words.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return words;
    }

    /** Sends what waits, and closes the connection. */
    @Override
    public void close() throws IOException {
        thread.close();
    }
}
