package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that are made and asked for again, of a lane that the test steps: they are acknowledged, and made once. */
class SharedChangesIT {
    private static final QueueConfig CONFIG = new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 10_000, 1);
    private static final long PATIENCE_MS = 60_000;

    private final JobCounts counts = new JobCounts();
    private final List<Job> ended = new ArrayList<>();
    private RedisServer redis;
    private FaultProxy proxy;
    private QueueNode node;
    private QuestionLane lane;
    private Lanes lanes;
    private JobQuestions jobs;
    private Requeues requeues;

    @BeforeEach
    void start() {
        redis = RedisServer.start("--appendonly", "yes");
        proxy = FaultProxy.before(redis.port());
        node = new QueueNode(redis.url(), "e", CONFIG, QueueNode.NO_RULES, PostJournal.none());
        SharedHealth health = new SharedHealth(EventLog.of(sentence -> {}), Clock.SYSTEM, "jobs", "", "");
        QueueKeys keys = new QueueKeys("e", 1);
        RedisLink link = new RedisLink(QueueNode.config("redis://127.0.0.1:" + proxy.port()), Clock.SYSTEM);
        lane = new QuestionLane(0, link, keys, health, Clock.SYSTEM);
        lanes = new Lanes(keys, List.of(lane), PATIENCE_MS, Clock.SYSTEM);
        PostJournal journal = PostJournal.none();
        jobs = new JobQuestions(lanes, journal, new HeldJobs(2, 1), null, counts, ended::add);
        requeues = new Requeues(lanes, journal, new Losses(health), counts, shard -> {});
    }

    @AfterEach
    void stop() {
        lane.onClose();
        node.close();
        proxy.close();
        redis.close();
    }

    private JobId posted() {
        Posting posting = new Posting("a", List.of(new Posting.NewJob("15", 5)), null);
        return ((Posted.Accepted) node.post(posting)).jobs().get(0).id();
    }

    private <T> T answered(CompletionStage<T> stage) {
        CompletableFuture<T> answer = stage.toCompletableFuture();
        Waiting.until("an answer", () -> {
            lane.doWork();
            return answer.isDone();
        });
        return answer.join();
    }

    /** Has the next reply lost, though Redis has done what was asked. */
    private void loseOneReply(JobId id) {
        assertThat(answered(jobs.find(id))).isNotNull();
        proxy.cutReplyAfter(0);
    }

    private <T> T answeredAtTheSecondTry(CompletionStage<T> stage) {
        assertThat(lane.doWork()).isEqualTo(1);
        assertThat(stage.toCompletableFuture()).isNotDone();
        proxy.pass();
        return answered(stage);
    }

    /** Puts a command behind those that wait which is rejected, so that each of them is sent again by itself. */
    private void spoilTheGroup() {
        redis.command("SET", lanes.keys().key(0, "queue:bad"), "x");
        lanes.ask(0, RedisCommand.of("ZRANK", lanes.keys().key(0, "queue:bad"), "x"), reply -> {}, failure -> {});
    }

    private void requireCancelled(JobId id) {
        assertThat(counts.endedAs(JobState.CANCELLED)).isEqualTo(1);
        assertThat(ended).extracting(Job::id).containsExactly(id);
        assertThat(answered(jobs.cancel(id))).as("another question").isEqualTo(Change.TOO_LATE);
        assertThat(ended).hasSize(1);
    }

    private void requirePutBack(JobId id) {
        assertThat(counts.sum(JobEvent.REQUEUED)).isEqualTo(1);
        assertThat(answered(jobs.find(id)).state()).isEqualTo(JobState.QUEUED);
        assertThat(answered(requeues.requeue(id))).as("another question").isEqualTo(Change.TOO_LATE);
    }

    @Test
    void aCancellationWhoseReplyWasLostIsAcknowledged() {
        JobId id = posted();
        loseOneReply(id);
        assertThat(answeredAtTheSecondTry(jobs.cancel(id))).isEqualTo(Change.DONE);
        requireCancelled(id);
    }

    @Test
    void aCancellationBesideARejectedCommandIsAcknowledged() {
        JobId id = posted();
        CompletionStage<Change> change = jobs.cancel(id);
        spoilTheGroup();
        assertThat(answered(change)).isEqualTo(Change.DONE);
        requireCancelled(id);
    }

    @Test
    void aJobPutBackByAQuestionWhoseReplyWasLostIsAcknowledged() {
        JobId id = posted();
        node.fail(id);
        loseOneReply(id);
        assertThat(answeredAtTheSecondTry(requeues.requeue(id))).isEqualTo(Change.DONE);
        requirePutBack(id);
    }

    @Test
    void aJobPutBackBesideARejectedCommandIsAcknowledged() {
        JobId id = posted();
        node.fail(id);
        CompletionStage<Change> change = requeues.requeue(id);
        spoilTheGroup();
        assertThat(answered(change)).isEqualTo(Change.DONE);
        requirePutBack(id);
    }
}
