package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.store.CountNames;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes that count, flush, repeat old flushes and start again, on a Redis that loses things: in the end all is exact.
 * Longer by {@code -Dtest.jvm="-Djunretsu.episodes=5000"}, the same again by {@code -Djunretsu.seed=N} there.
 */
class FlushScriptModelIT {
    private static final int NODES = 4;
    private static final int EPISODES = Integer.getInteger("junretsu.episodes", 150);
    private static final int STEPS = 25;
    private static final int SETTLES_WITHIN = 5;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final List<long[]> truth = new ArrayList<>();
    private final List<long[]> older = new ArrayList<>();
    private final Store[] stores = new Store[NODES];
    private boolean mayFall;
    private long totalSeen;

    private CountNames fields;

    static CountNames[] fields() {
        return new CountNames[] {CountNames.BUTTONS, new CountNames("votes", List.of("apples", "pears", "stones"), 2)};
    }

    @ParameterizedTest
    @MethodSource("fields")
    void totalsAreTheExactSumOfAllNodesOnceEachHasFlushed(CountNames counted) {
        fields = counted;
        try (RedisServer redis = RedisServer.start()) {
            for (int node = 0; node < NODES; node++) {
                truth.add(new long[fields.size()]);
                older.add(new long[fields.size()]);
                stores[node] = Nodes.open(redis.url(), "n" + node, fields);
            }
            for (int episode = 0; episode < EPISODES; episode++) {
                for (int step = 0; step < STEPS; step++) {
                    step(redis);
                    assertTotalDoesNotFall(redis, episode);
                }
                settle();
                assertExact(redis, episode);
                totalSeen = Nodes.total(redis);
                mayFall = false;
            }
            for (Store store : stores) {
                store.close();
            }
        }
    }

    private void step(RedisServer redis) {
        int node = random.nextInt(NODES);
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> count(node);
            case 5, 6, 7, 8 -> stores[node].flush(truth.get(node), List.of());
            case 9 -> stores[node].flush(older.get(node), List.of());
            case 10 -> older.set(node, truth.get(node).clone());
            case 11 -> restart(redis, node);
            case 12 -> redis.command("SCRIPT", "FLUSH");
            default -> lose(redis, node);
        }
    }

    private void count(int node) {
        for (int i = random.nextInt(5); i >= 0; i--) {
            truth.get(node)[random.nextInt(fields.size())] += 1 + random.nextInt(1_000_000);
        }
    }

    private void restart(RedisServer redis, int node) {
        stores[node].close();
        stores[node] = Nodes.open(redis.url(), "n" + node, fields);
    }

    /** One loss in two episodes or so: of a key, of a field, of two at once, or of all. */
    private void lose(RedisServer redis, int node) {
        if (random.nextInt(4) > 0) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> redis.command("FLUSHALL");
            case 1, 2 -> loseOne(redis, node);
            case 3 -> {
                loseOne(redis, node);
                loseOne(redis, random.nextInt(NODES));
            }
            case 4 -> redis.command("HDEL", Nodes.NODES, "n" + node);
            default -> redis.command("DEL", Nodes.hash("n" + node), Nodes.hash("n" + random.nextInt(NODES)));
        }
        mayFall = true;
    }

    private void loseOne(RedisServer redis, int node) {
        String[] keys = {Nodes.COUNTS, Nodes.TOTAL, Nodes.NODES, Nodes.AUDIT, Nodes.hash("n" + node)};
        String key = keys[random.nextInt(keys.length)];
        List<?> fields =
                key.equals(Nodes.TOTAL) || key.equals(Nodes.AUDIT) ? List.of() : (List<?>) redis.command("HKEYS", key);
        if (fields.isEmpty() || random.nextBoolean()) {
            redis.command("DEL", key);
        } else {
            redis.command("HDEL", key, (String) fields.get(random.nextInt(fields.size())));
        }
    }

    /** All flush until none finds a loss any more, which is soon. */
    private void settle() {
        for (int round = 0; round < SETTLES_WITHIN; round++) {
            boolean isLossFound = false;
            for (int node = 0; node < NODES; node++) {
                FlushOutcome outcome = stores[node].flush(truth.get(node), List.of());
                if (outcome instanceof FlushOutcome.Behind) {
                    outcome = stores[node].flush(truth.get(node), List.of());
                }
                assertThat(outcome).as("seed %d", seed).isInstanceOf(FlushOutcome.Applied.class);
                isLossFound |= ((FlushOutcome.Applied) outcome).loss() != null;
            }
            if (round >= 1 && !isLossFound) {
                return;
            }
        }
        throw new AssertionError("losses are found over and over, seed " + seed);
    }

    private void assertTotalDoesNotFall(RedisServer redis, int episode) {
        long total = Nodes.total(redis);
        if (!mayFall) {
            assertThat(total).as("seed %d, episode %d", seed, episode).isGreaterThanOrEqualTo(totalSeen);
            totalSeen = total;
        }
    }

    private void assertExact(RedisServer redis, int episode) {
        long[] sum = new long[fields.size()];
        for (int node = 0; node < NODES; node++) {
            long[] counts = truth.get(node);
            assertEqual(Nodes.counts(redis, Nodes.hash("n" + node), fields), counts, episode, "node " + node);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += counts[i];
            }
        }
        assertEqual(Nodes.counts(redis, Nodes.COUNTS, fields), sum, episode, "the sums");
        assertThat(Nodes.total(redis)).as("seed %d, episode %d", seed, episode).isEqualTo(fields.total(sum));
    }

    private void assertEqual(long[] stored, long[] counted, int episode, String what) {
        for (int i = 0; i < counted.length; i++) {
            assertThat(stored[i])
                    .as("%s, count %d, seed %d, episode %d", what, i, seed, episode)
                    .isEqualTo(counted[i]);
        }
    }
}
