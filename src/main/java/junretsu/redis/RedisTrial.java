package junretsu.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import junretsu.base.Clock;
import junretsu.config.StartException;

/** A look whether a Redis takes scripts that write, which changes nothing there. */
public final class RedisTrial {
    private RedisTrial() {}

    /**
     * Connects, runs a script that would write, and disconnects.
     *
     * @param tag in braces in the names of all keys, such as the event's name; in a cluster it says which server is
     *     tried
     * @throws StartException when Redis cannot be reached, or does not take it
     * @throws junretsu.config.UsageException when the certificates of the configuration cannot be read
     */
    public static void run(RedisConfig config, String tag) throws StartException {
        String key = "junretsu:{" + tag + "}:check";
        try (RedisLink link = new RedisLink(config, Clock.SYSTEM)) {
            link.begin();
            link.connect();
            new LuaScript("check.lua").run(link, 1, List.of(key.getBytes(StandardCharsets.UTF_8)));
        } catch (RedisException e) {
            throw new StartException("--redis: " + e.getMessage(), e);
        }
    }
}
