package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that post and work while Redis does what it should not: every job that was accepted is completed. */
class SharedFaultsIT {
    private static final QueueConfig CONFIG = new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 3_000, 1);
    private static final int SOME = 300;

    /** Before the comparison that is made once a minute. */
    private static final long SOON_MS = 30_000;

    private final long seed = Seed.draw();

    @TempDir
    private Path directory;

    private interface Harm {
        void doTo(RedisServer redis) throws Exception;
    }

    /** @param isOnce whether no data are lost, so that no job may have two results */
    private void withstands(boolean isOnce, Harm harm) throws Exception {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                QueueNode a = QueueNode.on(directory.resolve("a"), redis.url(), "e", CONFIG);
                QueueNode b = QueueNode.on(directory.resolve("b"), redis.url(), "e", CONFIG);
                PosterCrowd crowd = new PosterCrowd(List.of(a, b), seed)) {
            crowd.awaitAccepted(SOME);
            harm.doTo(redis);
            crowd.awaitAccepted(SOME);
            crowd.settle();
            if (isOnce) {
                assertThat(crowd.results.entrySet())
                        .as("seed " + seed)
                        .allMatch(entry -> entry.getValue().get() == 1);
            }
            a.queue.refuseFurther();
            b.queue.refuseFurther();
            Waiting.until(
                    "nothing to be open",
                    () -> a.queue.look().queued() + a.queue.look().running() == 0);
            assertThat(a.errors.count() + b.errors.count()).as(crowd.logs()).isZero();
        }
    }

    @Test
    void aRedisThatIsKilledAndReadsItsFileAgain() throws Exception {
        withstands(false, redis -> {
            redis.kill();
            Waiting.sleep(300);
            redis.restart();
        });
    }

    @Test
    void aRedisThatLosesEverything() throws Exception {
        withstands(false, redis -> redis.command("FLUSHALL"));
    }

    @Test
    void aRedisThatStandsStill() throws Exception {
        withstands(true, redis -> {
            redis.pause();
            Waiting.sleep(1_500);
            redis.resume();
        });
    }

    @Test
    void aRedisThatStandsStillForLongerThanALease() throws Exception {
        withstands(true, redis -> {
            redis.pause();
            Waiting.sleep(4_000);
            redis.resume();
        });
    }

    @Test
    void aRedisWithoutMemory() throws Exception {
        withstands(true, redis -> {
            redis.command("CONFIG", "SET", "maxmemory", "1");
            Waiting.sleep(700);
            redis.command("CONFIG", "SET", "maxmemory", "0");
        });
    }

    @Test
    void aRedisThatBecameAReplica() throws Exception {
        withstands(true, redis -> {
            redis.command("REPLICAOF", "127.0.0.1", "1");
            Waiting.sleep(700);
            redis.command("REPLICAOF", "NO", "ONE");
        });
    }

    @Test
    void aPostingThatANodeRepeatsIsKeptByItThoughTheFirstNodeAndRedisForgetIt() throws Exception {
        Posting posting =
                new Posting("a", List.of(new Posting.NewJob("15", 5), new Posting.NewJob("21", 5)), "the key");
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                QueueNode node = QueueNode.on(directory, redis.url(), "e", CONFIG)) {
            try (QueueNode gone = new QueueNode(redis.url(), "e", CONFIG, QueueNode.NO_RULES, PostJournal.none())) {
                assertThat(((Posted.Accepted) gone.post(posting)).isRepeat()).isFalse();
            }
            Posted.Accepted accepted = (Posted.Accepted) node.post(posting);
            assertThat(accepted.isRepeat()).isTrue();
            assertThat(((Posted.Accepted) node.post(posting)).jobs()).isEqualTo(accepted.jobs());
            redis.command("FLUSHALL");
            node.queue.compare();
            Waiting.until("both to be posted again", () -> node.queue.look().queued() == 2);
        }
    }

    @Test
    void aPostingThatRedisLosesWhileItIsWrittenToTheJournalIsPostedAgainSoon() throws Exception {
        HeldBackJournal journal = new HeldBackJournal();
        Posting posting = new Posting("a", List.of(new Posting.NewJob("15", 5)), null);
        try (RedisServer redis = RedisServer.start();
                QueueNode node = new QueueNode(redis.url(), "e", CONFIG, QueueNode.NO_RULES, journal)) {
            CompletionStage<Posted> posted = node.queue.post(posting);
            Waiting.until("the job to be in Redis", () -> node.queue.look().queued() == 1);
            Waiting.until("the comparison of the start", () -> journal.comparisons.get() == 1);
            redis.command("FLUSHALL");
            Waiting.until("a comparison for the loss", () -> journal.comparisons.get() > 1);
            Waiting.until("the loss to be seen", () -> node.queue.look().queued() == 0);
            journal.release();
            assertThat(posted.toCompletableFuture().join()).isInstanceOf(Posted.Accepted.class);
            Waiting.until(
                    "it to be posted again", SOON_MS, () -> node.queue.look().queued() == 1);
        }
    }

    @Test
    void nothingIsAcceptedWhileRedisIsAwayAndThatIsSaidMeanwhile() throws Exception {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                QueueNode node = QueueNode.on(directory, redis.url(), "e", CONFIG)) {
            Posting posting = new Posting("a", List.of(new Posting.NewJob("15", 5)), "key");
            redis.pause();
            assertThat(node.post(posting)).as("while it stands still").isInstanceOf(Posted.Unavailable.class);
            redis.resume();
            Waiting.until("it to work again", () -> node.queue.problem() == null);
            Posted.Accepted accepted = (Posted.Accepted) node.post(posting);
            assertThat(accepted.isRepeat()).isFalse();
            Waiting.until("one job to be open", () -> node.queue.look().queued() == 1);

            redis.command("CONFIG", "SET", "maxmemory", "1");
            assertThat(node.post(new Posting("a", posting.jobs(), null)))
                    .isInstanceOf(Posted.Unavailable.class)
                    .asString()
                    .contains("OOM");
        }
    }

    @Test
    void aKeyOfAnotherTypeIsNamed() throws Exception {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                QueueNode node = QueueNode.on(directory, redis.url(), "e", CONFIG)) {
            redis.command("SET", "junretsu:{jobs:e:0}:all", "x");
            Posted posted = node.post(new Posting("a", List.of(new Posting.NewJob("15", 5)), null));
            assertThat(posted).isInstanceOf(Posted.Unavailable.class).asString().contains("junretsu:{jobs:e:0}:all");
            redis.command("DEL", "junretsu:{jobs:e:0}:all");
            assertThat(node.post(new Posting("a", List.of(new Posting.NewJob("15", 5)), null)))
                    .isInstanceOf(Posted.Accepted.class);
        }
    }

    @Test
    void aRedisWithoutAnAppendOnlyFileIsWarnedAbout() {
        try (RedisServer redis = RedisServer.start();
                QueueNode node = QueueNode.on(directory, redis.url(), "e", CONFIG)) {
            Waiting.until("a warning", () -> node.queue.warning() != null);
            assertThat(node.queue.warning()).contains("appendonly yes").contains(Integer.toString(redis.port()));
            redis.command("CONFIG", "SET", "appendonly", "yes");
            Waiting.until("the warning to go", () -> node.queue.warning() == null);
        }
    }

    @Test
    void nodesThatDisagreeOnTheShardsAreToldSo() {
        QueueConfig other = new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 3_000, 4);
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                QueueNode one = QueueNode.on(directory.resolve("a"), redis.url(), "e", CONFIG)) {
            Waiting.until(
                    "the first",
                    () -> redis.command("EXISTS", "junretsu:{jobs:e}:event").equals(1L));
            try (QueueNode two = QueueNode.on(directory.resolve("b"), redis.url(), "e", other)) {
                Waiting.until("a refusal", () -> two.queue.problem() != null);
                assertThat(two.post(new Posting("a", List.of(new Posting.NewJob("15", 5)), null)))
                        .asString()
                        .contains("--shards 1");
                assertThat(one.queue.problem()).isNull();
            }
        }
    }
}
