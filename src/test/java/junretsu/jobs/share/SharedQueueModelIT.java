package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import junretsu.jobs.queue.QueueConfig;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that post, cancel and work while connections are cut before and within replies, and while Redis loses keys.
 * Longer by {@code -Dtest.jvm="-Djunretsu.episodes=100"}, the same again by {@code -Djunretsu.seed=N} there.
 */
class SharedQueueModelIT {
    private static final int EPISODES = Integer.getInteger("junretsu.episodes", 5);
    private static final int HARMS = 6;
    private static final int SHARDS = 2;
    private static final QueueConfig CONFIG =
            new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 2_000, SHARDS);

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final List<String> history = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void lostRepliesNeitherLoseAJobNorDoItTwiceNorLeaveATrace() {
        episodes(proxies -> cut(proxies.get(random.nextInt(proxies.size()))), true);
    }

    @Test
    void whateverKeyIsLostEveryAcceptedJobIsCompleted() {
        episodes(proxies -> {}, false);
    }

    private interface Harm {
        void doTo(List<FaultProxy> proxies);
    }

    private void episodes(Harm harm, boolean isExact) {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                FaultProxy one = FaultProxy.before(redis.port());
                FaultProxy two = FaultProxy.before(redis.port());
                QueueNode a = QueueNode.on(directory.resolve("a"), url(one), "e", CONFIG);
                QueueNode b = QueueNode.on(directory.resolve("b"), url(two), "e", CONFIG)) {
            for (int episode = 0; episode < EPISODES; episode++) {
                history.clear();
                try (PosterCrowd crowd = new PosterCrowd(List.of(a, b), seed + episode)) {
                    for (int i = 0; i < HARMS; i++) {
                        crowd.awaitAccepted(30);
                        harm.doTo(List.of(one, two));
                        if (!isExact) {
                            loseAKey(redis);
                        }
                    }
                    List.of(one, two).forEach(FaultProxy::pass);
                    // A key that is gone leaves no sign: who posts behind a comparison waits a minute for the next one.
                    crowd.stopPosting();
                    List.of(a, b).forEach(node -> node.queue.compare());
                    crowd.settle();
                    if (isExact) {
                        requireOnce(crowd);
                        requireNoTrace(redis);
                    }
                } catch (AssertionError e) {
                    throw new AssertionError(Seed.flag(seed) + ", episode " + episode + ", " + history, e);
                }
            }
            assertThat(a.errors.count() + b.errors.count())
                    .as(a.log + " " + b.log)
                    .isZero();
        }
    }

    private static String url(FaultProxy proxy) {
        return "redis://127.0.0.1:" + proxy.port();
    }

    private void cut(FaultProxy proxy) {
        int bytes = random.nextInt(3_000);
        history.add("cut after " + bytes);
        if (bytes < 500) {
            proxy.cut();
        } else {
            proxy.cutReplyAfter(bytes);
            Waiting.sleep(random.nextInt(200));
            proxy.pass();
        }
    }

    private void loseAKey(RedisServer redis) {
        List<?> keys = (List<?>) redis.command("KEYS", "junretsu:{jobs:e:*");
        String key = (String) keys.get(random.nextInt(keys.size()));
        if (random.nextInt(3) > 0) {
            List<String> few = keys.stream()
                    .map(String.class::cast)
                    .filter(each -> !each.contains(":job:"))
                    .toList();
            key = few.get(random.nextInt(few.size()));
        }
        history.add("DEL " + key);
        redis.command("DEL", key);
    }

    private static void requireOnce(PosterCrowd crowd) {
        assertThat(crowd.results.entrySet()).allMatch(entry -> entry.getValue().get() == 1);
    }

    /** Nothing is open: no caller, no turn, no weight is left. */
    private static void requireNoTrace(RedisServer redis) {
        for (int shard = 0; shard < SHARDS; shard++) {
            String prefix = "junretsu:{jobs:e:" + shard + "}:";
            Waiting.until(
                    "nothing to be open in shard " + shard,
                    () -> "0".equals(redis.hash(prefix + "meta").getOrDefault("open", "0")));
            Waiting.until(
                    "callers to be forgotten", () -> ((List<?>) redis.command("KEYS", prefix + "held:*")).isEmpty());
            assertThat((List<?>) redis.command("KEYS", prefix + "queue:*")).isEmpty();
            assertThat(redis.command("ZCARD", prefix + "ready")).isEqualTo(0L);
            assertThat(redis.command("ZCARD", prefix + "active")).isEqualTo(0L);
            assertThat(Double.parseDouble(redis.hash(prefix + "meta").getOrDefault("weight", "0")))
                    .isZero();
            for (Object caller : (List<?>) redis.command("KEYS", prefix + "caller:*")) {
                assertThat(redis.hash((String) caller))
                        .containsEntry("turns", "0")
                        .containsEntry("open", "0");
            }
        }
    }
}
