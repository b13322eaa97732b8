package junretsu.jobs.share;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisCluster;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes, of which one cannot be heard for a while. */
class SharedLeaseIT {
    private static final QueueConfig CONFIG = config(1);
    private static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);

    private static final String META = "junretsu:{jobs:e:0}:meta";
    private static final String LEASES = "junretsu:{jobs:e:0}:leases";
    private static final long HOUR_MS = 3_600_000;
    private static final int JUMPS = 10;

    private RedisServer redis;
    private FaultProxy proxy;
    private QueueNode far;
    private QueueNode near;

    @TempDir
    private Path directory;

    private static QueueConfig config(int shards) {
        return new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 800, shards);
    }

    @BeforeEach
    void start() {
        redis = RedisServer.start("--appendonly", "yes");
        proxy = FaultProxy.before(redis.port());
        far = new QueueNode("redis://127.0.0.1:" + proxy.port(), "e", CONFIG, QueueNode.NO_RULES, PostJournal.none());
        near = new QueueNode(redis.url(), "e", CONFIG, QueueNode.NO_RULES, PostJournal.none());
    }

    @AfterEach
    void stop() {
        proxy.pass();
        far.close();
        near.close();
        proxy.close();
        redis.close();
    }

    private static List<Job> post(QueueNode node, String caller, int jobs) {
        List<Posting.NewJob> fresh = IntStream.range(0, jobs)
                .mapToObj(i -> new Posting.NewJob("15", 5))
                .toList();
        return ((Posted.Accepted) node.post(new Posting(caller, fresh, null))).jobs();
    }

    @Test
    void aJobOfAWorkerThatIsNotHeardOfIsTakenAgainAndItsLateResultRefused() throws Exception {
        JobId id = post(far, "a", 1).get(0).id();
        Turn late = far.take();
        proxy.swallowRequests();
        Turn again = near.take();
        assertThat(again.job().id()).isEqualTo(id);
        assertThat(again.fence()).isGreaterThan(late.fence());
        assertThat(again.job().deaths()).singleElement().asString().contains("not heard of");
        proxy.pass();
        proxy.cut();
        CompletableFuture<Boolean> refused =
                far.queue.turns().finish(late, 1, RESULT).toCompletableFuture();
        assertThat(refused.get(20, SECONDS)).isFalse();
        assertThat(far.queue.turns().isWanted(late)).isFalse();
        assertThat(far.queue.counts().sum(JobEvent.RESULT_REFUSED)).isEqualTo(1);
        assertThat(near.queue
                        .turns()
                        .finish(again, 1, RESULT)
                        .toCompletableFuture()
                        .get(20, SECONDS))
                .isTrue();
        assertThat(near.find(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(far.queue.counts().endedAs(JobState.COMPLETED)).isZero();
    }

    @Test
    void aSuspendedJobOfAProcessThatIsNotHeardOfStartsAgainElsewhereWithoutADeath() {
        JobId id = post(far, "a", 1).get(0).id();
        far.queue.turns().suspend(far.take(), 50_000_000);
        Waiting.until("the suspension to be known", () -> near.find(id).cpuNanos() > 0);
        proxy.swallowRequests();
        Turn again = near.take();
        assertThat(again.job().id()).isEqualTo(id);
        assertThat(again.job().deaths()).isEmpty();
        assertThat(again.job().cpuNanos()).isEqualTo(50_000_000);
        proxy.pass();
        proxy.cut();
        Waiting.until("it to be let go", () -> !far.queue.turns().isHeld(id));
    }

    /** Sets the clock of Redis to another time, as its scripts see it: what they noted of the time is moved instead. */
    private void setClock(long byMs) {
        redis.command("EVAL", """
                for _, instance in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
                    redis.call('ZINCRBY', KEYS[1], -ARGV[1], instance)
                end
                return redis.call('HINCRBY', KEYS[2], 'heard', -ARGV[1])
                """, "2", LEASES, META, Long.toString(byMs));
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR_MS, -HOUR_MS})
    void aClockThatJumpsTakesNoJobFromAWorkerThatLives(long byMs) throws Exception {
        JobId id = post(far, "a", 1).get(0).id();
        Turn turn = far.take();
        assertThat(near.queue.turns().take(0)).isNull();
        for (int jump = 0; jump < JUMPS; jump++) {
            setClock(byMs);
            String heard = redis.hash(META).get("heard");
            Waiting.until(
                    "a call of the one or the other",
                    () -> !heard.equals(redis.hash(META).get("heard")));
        }
        assertThat(far.queue
                        .turns()
                        .finish(turn, 1, RESULT)
                        .toCompletableFuture()
                        .get(20, SECONDS))
                .isTrue();
        assertThat(near.find(id).deaths()).isEmpty();
        assertThat(far.queue.counts().sum(JobEvent.LEASE_LOST)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR_MS, -HOUR_MS})
    void aWorkerThatIsNotHeardOfHasLostItsJobSoonAlsoAfterTheClockHasJumped(long byMs) {
        JobId id = post(far, "a", 1).get(0).id();
        far.take();
        proxy.swallowRequests();
        setClock(byMs);
        Turn again = near.take();
        assertThat(again.job().id()).isEqualTo(id);
        assertThat(again.job().deaths()).hasSize(1);
    }

    @Test
    void aTurnWhoseReplyWasLostIsHandedOutOnceMore() {
        post(far, "a", 1);
        far.queue.turns().finish(far.take(), 1, RESULT);
        JobId id = post(far, "a", 1).get(0).id();
        Waiting.until("the turn to be under way", () -> {
            proxy.pass();
            if (far.find(id) != null) {
                proxy.cutReplyAfter(0);
                far.queue.turns().take(0);
            }
            return near.find(id).state() == JobState.RUNNING;
        });
        proxy.pass();
        Turn turn = far.take();
        assertThat(turn.job().id()).isEqualTo(id);
        assertThat(turn.job().deaths()).isEmpty();
    }

    @Test
    void aResultWhoseReplyWasLostCountsOnce() throws Exception {
        JobId id = post(far, "a", 1).get(0).id();
        Turn turn = far.take();
        proxy.cutReplyAfter(0);
        CompletableFuture<Boolean> accepted =
                far.queue.turns().finish(turn, 1, RESULT).toCompletableFuture();
        Waiting.until("the result", () -> near.find(id).state() == JobState.COMPLETED);
        assertThat(accepted).isNotDone();
        proxy.pass();
        assertThat(accepted.get(20, SECONDS)).isTrue();
        assertThat(far.queue.counts().endedAs(JobState.COMPLETED)).isEqualTo(1);
        assertThat(far.queue.counts().sum(JobEvent.RESULT_REFUSED)).isZero();
    }

    @Test
    void jobsWhoseWorkersDiedAreWorkedOnOneAtATime() {
        post(near, "a", 2);
        Turn one = near.take();
        Turn two = near.take();
        near.queue.turns().died(one, 1, "it broke");
        near.queue.turns().died(two, 1, "it broke, too");
        Turn first = near.take();
        Waiting.sleep(100);
        assertThat(near.queue.turns().take(1)).isNull();
        near.queue.turns().finish(first, 1, RESULT);
        assertThat(near.take().job().id()).isNotEqualTo(first.job().id());
    }

    @Test
    void whoWaitsHereIsToldOfAnEndElsewhere() throws Exception {
        JobId id = post(far, "a", 1).get(0).id();
        CompletableFuture<Job> ended = new CompletableFuture<>();
        far.queue.whenEnded(id, ended::complete);
        near.queue.turns().finish(near.take(), 1, RESULT);
        assertThat(ended.get(3, SECONDS).result()).isEqualTo(RESULT);
    }

    @Test
    void aClusterWithShardsCompletesEverythingThoughAServerLosesItsData() {
        try (RedisCluster cluster = RedisCluster.start()) {
            String seeds = cluster.servers().stream().map(RedisServer::url).collect(Collectors.joining(","));
            try (QueueNode a = QueueNode.on(directory.resolve("a"), seeds, "c", config(8));
                    QueueNode b = QueueNode.on(directory.resolve("b"), seeds, "c", config(8));
                    PosterCrowd crowd = new PosterCrowd(List.of(a, b), 1)) {
                crowd.awaitAccepted(300);
                for (RedisServer server : cluster.servers()) {
                    assertThat((Long) server.command("DBSIZE")).isPositive();
                }
                cluster.servers().get(1).kill();
                Waiting.sleep(500);
                cluster.servers().get(1).restart();
                crowd.awaitAccepted(300);
                crowd.settle();
            }
        }
    }
}
