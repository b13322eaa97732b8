package junretsu.store.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.store.CountNames;
import junretsu.store.Milestone;
import junretsu.testing.RedisServer;

/** Stores for tests, and what stands in Redis. */
final class Nodes {
    static final String EVENT = "e";
    static final String COUNTS = "junretsu:{e}:counts";
    static final String TOTAL = "junretsu:{e}:total";
    static final String NODES = "junretsu:{e}:nodes";

    private Nodes() {}

    static String hash(String node) {
        return "junretsu:{e}:node:" + node;
    }

    static RedisStore open(String url, String node) {
        return open(url, node, new ArrayList<>());
    }

    static RedisStore open(String url, String node, CountNames fields) {
        return open(url, node, fields, List.of(), new ArrayList<>());
    }

    static RedisStore open(String url, String node, List<String> warnings) {
        return open(url, node, List.of(), warnings);
    }

    static RedisStore open(String url, String node, List<Milestone> milestones, List<String> warnings) {
        return open(url, node, CountNames.BUTTONS, milestones, warnings);
    }

    private static RedisStore open(
            String url, String node, CountNames fields, List<Milestone> milestones, List<String> warnings) {
        RedisConfig config = config("redis", url, "redis-timeout", "500ms");
        return new RedisStore(config, EVENT, node, fields, milestones, warnings::add, Clock.SYSTEM);
    }

    static RedisConfig config(String... namesAndValues) {
        return RedisConfig.from(settings(namesAndValues), variable -> null).orElseThrow();
    }

    static Settings settings(String... namesAndValues) {
        Map<String, Settings.Setting> settings = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            List<String> values = Arrays.asList(namesAndValues[i + 1].split(","));
            settings.put(namesAndValues[i], new Settings.Setting(values, "flag"));
        }
        return new Settings(settings);
    }

    static long total(RedisServer redis) {
        Object total = redis.command("GET", TOTAL);
        return total == null ? 0 : Long.parseLong((String) total);
    }

    static long[] votes(RedisServer redis, String key) {
        return counts(redis, key, CountNames.BUTTONS);
    }

    static long[] counts(RedisServer redis, String key, CountNames fields) {
        long[] counts = new long[fields.size()];
        redis.hash(key).forEach((name, count) -> counts[fields.names().indexOf(name)] = Long.parseLong(count));
        return counts;
    }

    static long[] counts(long... first) {
        return Arrays.copyOf(first, 256);
    }
}
