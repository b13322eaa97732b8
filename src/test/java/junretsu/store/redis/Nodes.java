package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.store.CountNames;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.MilestonePassed;
import junretsu.store.Store;
import junretsu.store.StoreLoss;
import junretsu.testing.RedisServer;

/** Stores for tests, and what stands in Redis. */
final class Nodes {
    static final String EVENT = "e";
    static final String COUNTS = "junretsu:{e}:counts";
    static final String TOTAL = "junretsu:{e}:total";
    static final String AUDIT = "junretsu:{e}:audit";
    static final String NODES = "junretsu:{e}:nodes";

    private Nodes() {}

    static String hash(String node) {
        return "junretsu:{e}:node:" + node;
    }

    /** The store of the event {@value #EVENT}, with a connection of its own that ends with it. */
    static Store open(String url, String node) {
        return open(url, node, new ArrayList<>());
    }

    static Store open(String url, String node, CountNames names) {
        return open(factory(url, new ArrayList<>()), node, names);
    }

    static Store open(String url, String node, List<String> warnings) {
        return open(factory(url, warnings), node, CountNames.BUTTONS);
    }

    static Store open(RedisConfig config) {
        return open(new RedisStores(config, new ArrayList<String>()::add, Clock.SYSTEM, 0), "a", CountNames.BUTTONS);
    }

    /** Decides milestones at once. */
    static RedisStores factory(String url, List<String> warnings) {
        return new RedisStores(config("redis", url, "redis-timeout", "500ms"), warnings::add, Clock.SYSTEM, 0);
    }

    private static Store open(RedisStores stores, String node, CountNames names) {
        Store store = stores.open(EVENT, node, names, List::of);
        return new Store() {
            @Override
            public FlushOutcome flush(long[] counts, List<MilestonePassed> known) {
                return store.flush(counts, known);
            }

            @Override
            public void close() {
                store.close();
                stores.close();
            }
        };
    }

    static EventTotals applied(Store store, long[] counts) {
        return outcome(store, counts).totals();
    }

    /** Null when nothing was lost. */
    static StoreLoss loss(Store store, long[] counts) {
        return outcome(store, counts).loss();
    }

    private static FlushOutcome.Applied outcome(Store store, long[] counts) {
        FlushOutcome outcome = store.flush(counts, List.of());
        assertThat(outcome).isInstanceOf(FlushOutcome.Applied.class);
        return (FlushOutcome.Applied) outcome;
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

    /** Runs {@code flush.lua} itself, for the node {@code a}. @param counts as they travel */
    static void runScript(RedisServer redis, String counts) {
        try (InputStream script = Nodes.class.getResourceAsStream("/junretsu/flush.lua")) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            String prefix = "junretsu:{e}:";
            redis.command(
                    "EVAL",
                    text,
                    "7",
                    COUNTS,
                    TOTAL,
                    NODES,
                    hash("a"),
                    prefix + "milestones",
                    prefix + "announcers",
                    AUDIT,
                    "a",
                    "i",
                    "",
                    "256",
                    "",
                    "",
                    "",
                    counts,
                    "",
                    "-",
                    "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** What a node's hash holds as a guess, each of its counts marked as such. */
    static long[] guess(RedisServer redis, String key) {
        long[] counts = counts();
        redis.hash(key).forEach((name, count) -> {
            assertThat(count).matches("\\d+\\?");
            counts[Integer.parseInt(name)] = Long.parseLong(count.substring(0, count.length() - 1));
        });
        return counts;
    }

    static long[] counts(long... first) {
        return Arrays.copyOf(first, 256);
    }
}
