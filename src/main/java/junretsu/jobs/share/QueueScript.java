package junretsu.jobs.share;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisFault;
import junretsu.redis.RedisLink;

/** The scripts of a shard; each begins with {@code jobs-head.lua}. */
enum QueueScript {
    POST("jobs-post.lua"),
    TURN("jobs-turn.lua"),
    CANCEL("jobs-cancel.lua"),
    REQUEUE("jobs-requeue.lua"),
    LIST("jobs-list.lua"),
    LOOK("jobs-look.lua"),
    CHECK("jobs-check.lua");

    private final LuaScript script;

    QueueScript(String resource) {
        script = new LuaScript("jobs-head.lua", resource);
    }

    /** Returns a command that runs the script. */
    RedisCommand command(byte[] meta, List<String> words) {
        List<byte[]> all = new ArrayList<>(words.size() + 1);
        all.add(meta);
        words.forEach(word -> all.add(word.getBytes(StandardCharsets.UTF_8)));
        return script.command(1, all);
    }

    /**
     * Sends commands, some of which run these scripts, and sends all of them again if Redis does not know a script.
     *
     * @throws RedisException as {@link RedisLink#callAll} says
     */
    static List<Object> callAll(RedisLink link, List<RedisCommand> commands) {
        try {
            link.begin();
            return link.callAll(commands);
        } catch (RedisException.Rejected e) {
            if (e.fault() != RedisFault.NOSCRIPT) {
                throw e;
            }
            for (QueueScript each : values()) {
                link.begin();
                link.call(each.script.load());
            }
            return link.callAll(commands);
        }
    }
}
