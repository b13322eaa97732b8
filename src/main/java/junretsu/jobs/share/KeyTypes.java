package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisFault;
import junretsu.redis.RedisLink;

/** Names the key that holds something else than it should. */
final class KeyTypes {
    private static final String NONE = "none";
    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "meta", "hash",
            "ready", "zset",
            "active", "zset",
            "idle", "zset",
            "all", "zset",
            "dead", "zset",
            "leases", "zset",
            "ended", "list",
            "workers", "hash"));

    private KeyTypes() {}

    /** Returns a sentence about a rejection; one of a wrong type names the key, if it is not one of a caller or job. */
    static String explain(RedisException.Rejected rejected, RedisLink link, QueueKeys keys, int shard) {
        if (rejected.fault() != RedisFault.WRONGTYPE) {
            return rejected.getMessage();
        }
        List<RedisCommand> questions = new ArrayList<>();
        TYPES.keySet().forEach(rest -> questions.add(RedisCommand.of("TYPE", keys.key(shard, rest))));
        try {
            List<Object> types = link.callAll(questions);
            int next = 0;
            for (Map.Entry<String, String> expected : TYPES.entrySet()) {
                String type = JobFields.text(types.get(next++));
                if (!type.equals(NONE) && !type.equals(expected.getValue())) {
                    return link.address() + ": the key " + keys.key(shard, expected.getKey()) + " holds a " + type
                            + " that is not of a queue of jobs; rename or delete it";
                }
            }
        } catch (RedisException e) {
            // The rejection alone has to do.
        }
        return rejected.getMessage() + "; it is a key under " + keys.key(shard, "");
    }
}
