package junretsu.users.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisLane;
import junretsu.users.limit.Limited;
import junretsu.users.limit.Limited.Why;
import junretsu.users.limit.LoginLimits;
import junretsu.users.limit.LoginSource;
import junretsu.users.store.Unavailable;

/** Limits that all back ends of one Redis share, and that outlive them. Time is Redis's own. */
final class RedisLimits implements LoginLimits {
    static final LuaScript CHECK = new LuaScript("users-failures.lua");
    static final LuaScript FAILED = new LuaScript("users-failed.lua");

    private static final String FAILURES = "junretsu:{users}:f:";
    private static final List<Why> ALL = List.of(Why.values());

    private final RedisLane lane;

    RedisLimits(RedisLane lane) {
        this.lane = lane;
    }

    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        RedisCommand command = CHECK.command(ALL.size(), RedisUsers.words(keys(source)));
        return Unavailable.instead(lane.ask(command).thenApply(reply -> limited((List<?>) reply, isKnown)));
    }

    /** @param reply a count and the milliseconds for which it is kept, for each limit */
    private static Limited limited(List<?> reply, boolean isKnown) {
        for (Why why : ALL) {
            int at = 2 * why.ordinal();
            Limited limited =
                    isKnown && why == Why.USER ? null : why.after((Long) reply.get(at), (Long) reply.get(at + 1));
            if (limited != null) {
                return limited;
            }
        }
        return null;
    }

    @Override
    public CompletionStage<Void> failed(LoginSource source) {
        List<String> words = new ArrayList<>(List.of(keys(source)));
        for (Why why : ALL) {
            words.add(Long.toString(why.keptMs()));
            words.add(why.isProlonged() ? "1" : "0");
        }
        RedisCommand command = FAILED.command(ALL.size(), RedisUsers.words(words.toArray(String[]::new)));
        return Unavailable.instead(lane.ask(command).thenApply(reply -> null));
    }

    @Override
    public void succeeded(LoginSource source) {
        lane.ask(RedisCommand.of("DEL", key(Why.USER_AT_ADDRESS, source), key(Why.USER, source)));
    }

    private static String[] keys(LoginSource source) {
        return ALL.stream().map(why -> key(why, source)).toArray(String[]::new);
    }

    private static String key(Why why, LoginSource source) {
        return FAILURES
                + switch (why) {
                    case USER_AT_ADDRESS -> "ua:" + source.userAtAddress();
                    case ADDRESS -> "a:" + source.address();
                    case USER -> "u:" + source.username();
                };
    }
}
