package junretsu.users.store.redis;

import static junretsu.users.store.redis.RedisUsers.words;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
        return ask(CHECK, words(keys(source)), reply -> limited(reply, isKnown));
    }

    @Override
    public CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight) {
        if (isRight) {
            return ask(CHECK, words(keys(source)), reply -> {
                Limited limited = limited(reply, isKnown);
                if (limited == null && (count(Why.USER_AT_ADDRESS, reply) > 0 || count(Why.USER, reply) > 0)) {
                    lane.ask(RedisCommand.of("DEL", key(Why.USER_AT_ADDRESS, source), key(Why.USER, source)));
                }
                return limited;
            });
        }
        List<String> words = new ArrayList<>(List.of(keys(source)));
        for (Why why : ALL) {
            words.add(Long.toString(why.keptMs()));
            words.add(why.isProlonged() ? "1" : "0");
        }
        return ask(FAILED, words(words.toArray(String[]::new)), reply -> limited(reply, isKnown));
    }

    private CompletionStage<Limited> ask(LuaScript script, List<byte[]> words, Function<List<?>, Limited> read) {
        return Unavailable.instead(
                lane.ask(script.command(ALL.size(), words)).thenApply(reply -> read.apply((List<?>) reply)));
    }

    /** @param reply a count and the milliseconds for which it is kept, for each limit */
    private static Limited limited(List<?> reply, boolean isKnown) {
        for (Why why : ALL) {
            Limited limited = isKnown && why == Why.USER
                    ? null
                    : why.after(count(why, reply), (Long) reply.get(2 * why.ordinal() + 1));
            if (limited != null) {
                return limited;
            }
        }
        return null;
    }

    private static long count(Why why, List<?> reply) {
        return (Long) reply.get(2 * why.ordinal());
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
