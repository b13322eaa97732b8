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
    private static final List<Why> OF_CODE = List.of(Why.values());
    private static final List<Why> OF_PASSWORD = List.of(Why.USER_AT_ADDRESS, Why.ADDRESS, Why.USER);

    private final RedisLane lane;

    RedisLimits(RedisLane lane) {
        this.lane = lane;
    }

    @Override
    public CompletionStage<Limited> check(LoginSource source, boolean isKnown) {
        return ask(CHECK, source, words(keys(source)), reply -> limited(reply, isKnown));
    }

    @Override
    public CompletionStage<Limited> settle(LoginSource source, boolean isKnown, boolean isRight) {
        if (isRight) {
            return ask(CHECK, source, words(keys(source)), reply -> {
                Limited limited = limited(reply, isKnown);
                if (limited == null && failures(reply) > 0) {
                    lane.ask(forgetting(source));
                }
                return limited;
            });
        }
        List<String> words = new ArrayList<>(List.of(keys(source)));
        for (Why why : limits(source)) {
            words.add(Long.toString(why.keptMs()));
            words.add(why.isProlonged() ? "1" : "0");
        }
        return ask(FAILED, source, words(words.toArray(String[]::new)), reply -> limited(reply, isKnown));
    }

    private CompletionStage<Limited> ask(
            LuaScript script, LoginSource source, List<byte[]> words, Function<List<?>, Limited> read) {
        return Unavailable.instead(
                lane.ask(script.command(limits(source).size(), words)).thenApply(reply -> read.apply((List<?>) reply)));
    }

    /** The limits of a source; those of a password are the first of a code's. */
    private static List<Why> limits(LoginSource source) {
        return source.isCode() ? OF_CODE : OF_PASSWORD;
    }

    /** @param reply a count and the milliseconds for which it is kept, for each limit */
    private static Limited limited(List<?> reply, boolean isKnown) {
        for (Why why : OF_CODE.subList(0, reply.size() / 2)) {
            Limited limited = isKnown && why == Why.USER
                    ? null
                    : why.after(count(why, reply), (Long) reply.get(2 * why.ordinal() + 1));
            if (limited != null) {
                return limited;
            }
        }
        return null;
    }

    /** The failures that a right password or code makes forgotten. */
    private static long failures(List<?> reply) {
        return OF_CODE.subList(0, reply.size() / 2).stream()
                .filter(why -> why != Why.ADDRESS)
                .mapToLong(why -> count(why, reply))
                .sum();
    }

    private static RedisCommand forgetting(LoginSource source) {
        return RedisCommand.of("DEL", key(Why.USER_AT_ADDRESS, source), key(Why.USER, source), key(Why.CODE, source));
    }

    private static long count(Why why, List<?> reply) {
        return (Long) reply.get(2 * why.ordinal());
    }

    private static String[] keys(LoginSource source) {
        return limits(source).stream().map(why -> key(why, source)).toArray(String[]::new);
    }

    private static String key(Why why, LoginSource source) {
        return FAILURES
                + switch (why) {
                    case USER_AT_ADDRESS -> "ua:" + source.userAtAddress();
                    case ADDRESS -> "a:" + source.address();
                    case USER -> "u:" + source.username();
                    case CODE -> "c:" + source.username();
                };
    }
}
