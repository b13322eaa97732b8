package junretsu.items.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

/**
 * Nodes that count, stop, are killed and start again, on a Redis that loses whatever it likes: in the end every count is
 * exact. Longer by {@code -Dtest.jvm="-Djunretsu.episodes=500"}, the same again by {@code -Djunretsu.seed=N}
 * there.
 */
class SharedModelIT {
    private static final int NODES = 3;
    private static final int SHARDS = 2;
    private static final int STEPS = 12;
    private static final int EPISODES = Integer.getInteger("junretsu.episodes", 12);
    private static final String[] TENANTS = {"a", "b", "c:{d}"};

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final MemoryNode[] memories = new MemoryNode[NODES];
    private final Path[] directories = new Path[NODES];
    private final SharingNode[] nodes = new SharingNode[NODES];
    private final List<String> history = new ArrayList<>();

    @Test
    void inTheEndEveryCountIsExactWhateverRedisLost() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            for (int i = 0; i < NODES; i++) {
                memories[i] = new MemoryNode("n" + i);
                directories[i] = SharingNode.directory();
                start(redis, i);
            }
            redis.command("SAVE");
            for (int episode = 0; episode < EPISODES; episode++) {
                for (int step = 0; step < STEPS; step++) {
                    step(redis);
                }
                assertExact(episode);
                history.clear();
            }
            for (SharingNode node : nodes) {
                node.close();
            }
        }
    }

    private void step(RedisServer redis) throws Exception {
        int node = random.nextInt(NODES);
        String tenant = TENANTS[random.nextInt(TENANTS.length)];
        switch (random.nextInt(12)) {
            case 0 -> lose(redis, "FLUSHALL");
            case 1, 2 -> loseAKey(redis);
            case 3 -> lose(redis, "SAVE");
            case 4 -> comeBackOlder(redis);
            case 5 -> {
                history.add("restart n" + node);
                nodes[node].close();
                start(redis, node);
            }
            case 6 -> {
                history.add("pause");
                redis.pause();
                Waiting.sleep(random.nextInt(700));
                redis.resume();
            }
            default -> commit(node, tenant);
        }
        if (random.nextBoolean()) {
            Waiting.sleep(random.nextInt(30));
        }
    }

    private void commit(int node, String tenant) {
        int from = random.nextInt(20_000);
        int count = 1 + random.nextInt(random.nextBoolean() ? 3 : 3_000);
        history.add("n" + node + " " + tenant + " " + from + "+" + count);
        memories[node].commit(tenant, SharingNode.ids(from, from + count));
    }

    private void lose(RedisServer redis, String command) {
        history.add(command);
        redis.command(command);
    }

    private void loseAKey(RedisServer redis) {
        List<?> keys = (List<?>) redis.command("KEYS", "*");
        if (!keys.isEmpty()) {
            String key = (String) keys.get(random.nextInt(keys.size()));
            history.add("DEL " + key);
            redis.command("DEL", key);
        }
    }

    private void comeBackOlder(RedisServer redis) throws Exception {
        history.add("come back older");
        Path dump = redis.directory().resolve("dump.rdb");
        Path kept = redis.directory().resolve("kept.rdb");
        Files.copy(dump, kept, StandardCopyOption.REPLACE_EXISTING);
        redis.kill();
        Files.copy(kept, dump, StandardCopyOption.REPLACE_EXISTING);
        redis.restart();
    }

    private void start(RedisServer redis, int node) {
        nodes[node] = new SharingNode(memories[node], directories[node], redis.url(), SHARDS, 0);
    }

    private void assertExact(int episode) {
        Map<String, Set<String>> truth = new TreeMap<>();
        for (String tenant : TENANTS) {
            Set<String> ids = truth.computeIfAbsent(tenant, name -> new HashSet<>());
            IntStream.range(0, NODES).forEach(i -> ids.addAll(memories[i].ids(tenant)));
        }
        truth.forEach((tenant, ids) -> {
            try {
                nodes[random.nextInt(NODES)].awaitCount(tenant, ids.size());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", episode " + episode + ", " + history, e);
            }
        });
        for (SharingNode node : nodes) {
            node.awaitState("ok");
            assertThat(node.errors.count()).as("seed " + seed + ": " + node.log).isZero();
        }
    }
}
