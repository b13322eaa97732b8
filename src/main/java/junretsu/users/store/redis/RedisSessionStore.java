package junretsu.users.store.redis;

import static junretsu.users.store.redis.RedisUsers.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisLane;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.store.SessionBytes;
import junretsu.users.store.SessionLimits;
import junretsu.users.store.Unavailable;

/** Sessions in Redis. A Redis that does not answer is never taken for one that has no such session. */
final class RedisSessionStore implements SessionStore {
    private static final String SESSIONS = "junretsu:{users}:s:";
    private static final String ACCOUNTS = "junretsu:{users}:u:";

    private static final LuaScript OPEN = new LuaScript("users-open.lua");
    private static final LuaScript END = new LuaScript("users-end.lua");
    private static final LuaScript END_ALL = new LuaScript("users-end-all.lua");
    private static final LuaScript LIST = new LuaScript("users-list.lua");

    static final List<LuaScript> SCRIPTS = List.of(OPEN, END, END_ALL, LIST);

    private static final String IF_NEW = "NX";
    private static final String IF_THERE = "XX";
    private static final String NO_OTHERS = "0";
    private static final String OTHERS_MAX = Integer.toString(KEPT - 1);
    private static final HexFormat HEX = HexFormat.of();
    private static final Comparator<Session> NEWEST_FIRST =
            Comparator.comparingLong(Session::createdMs).reversed();

    private final SessionLimits limits;
    private final Clock clock;
    private final RedisLane lane;

    RedisSessionStore(RedisLane lane, SessionLimits limits, Clock clock) {
        this.lane = lane;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> open(Session session) {
        return ask(write(session, IF_NEW, OTHERS_MAX), reply -> null);
    }

    @Override
    public CompletionStage<Void> openOnly(Session session) {
        return ask(write(session, IF_NEW, NO_OTHERS), reply -> null);
    }

    private RedisCommand write(Session session, String condition, String othersMax) {
        long now = clock.epochMillis();
        long expiry = limits.expiryMs(session.seenMs(), session.endsMs());
        String hash = HEX.formatHex(session.tokenHash());
        List<byte[]> words = words(SESSIONS + hash, ACCOUNTS + session.username(), hash);
        words.add(SessionBytes.of(session));
        words.addAll(words(
                Long.toString(Math.max(1, expiry - now)),
                Long.toString(expiry),
                Long.toString(now),
                condition,
                SESSIONS,
                othersMax));
        return OPEN.command(2, words);
    }

    @Override
    public CompletionStage<Session> find(byte[] tokenHash) {
        return ask(RedisCommand.of("GET", SESSIONS + HEX.formatHex(tokenHash)), reply -> {
            Session session = reply == null ? null : SessionBytes.read(tokenHash, (byte[]) reply);
            return session == null || limits.isOver(session, clock.epochMillis()) ? null : session;
        });
    }

    @Override
    public void touch(Session found, long nowMs) {
        if (nowMs - found.seenMs() >= TOUCH_MS_MIN) {
            lane.ask(write(found.seenAt(nowMs), IF_THERE, OTHERS_MAX));
        }
    }

    @Override
    public CompletionStage<Boolean> end(String username, byte[] tokenHash) {
        String hash = HEX.formatHex(tokenHash);
        List<byte[]> words = words(SESSIONS + hash, ACCOUNTS + username, hash);
        words.add(SessionBytes.prefix(username));
        return ask(END.command(2, words), reply -> (Long) reply == 1);
    }

    @Override
    public CompletionStage<Integer> endAll(String username, byte[] exceptHash) {
        String except = exceptHash == null ? "" : HEX.formatHex(exceptHash);
        return ask(
                END_ALL.command(1, words(ACCOUNTS + username, SESSIONS, except)), reply -> ((Long) reply).intValue());
    }

    @Override
    public CompletionStage<List<Session>> list(String username) {
        List<byte[]> words = words(ACCOUNTS + username, SESSIONS, Integer.toString(LISTED_MAX));
        return ask(LIST.command(1, words), reply -> sessions((List<?>) reply));
    }

    private List<Session> sessions(List<?> reply) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            String hash = new String((byte[]) reply.get(i), StandardCharsets.US_ASCII);
            Session session = SessionBytes.read(HEX.parseHex(hash), (byte[]) reply.get(i + 1));
            if (!limits.isOver(session, clock.epochMillis())) {
                sessions.add(session);
            }
        }
        sessions.sort(NEWEST_FIRST);
        return sessions;
    }

    private <T> CompletionStage<T> ask(RedisCommand command, Function<Object, T> parsed) {
        CompletableFuture<T> answer = lane.ask(command).thenApply(parsed);
        return Unavailable.instead(answer);
    }

    @Override
    public String problem() {
        return lane.problem();
    }
}
