package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.testing.FaultProxy;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes, one of which takes back a posting that it could not acknowledge: never what the other has acknowledged. */
class SharedWithdrawalIT {
    private static final QueueConfig CONFIG = new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 10_000, 1);
    private static final Posting POSTING =
            new Posting("a", List.of(new Posting.NewJob("15", 5), new Posting.NewJob("21", 5)), "the key");

    @TempDir
    private Path directory;

    private RedisServer redis;

    /** The journal of a node whose disk takes nothing, once the test says so. */
    private static final class FailingJournal implements PostJournal {
        private final PostJournal none = PostJournal.none();
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private volatile List<Job> jobs;

        @Override
        public CompletionStage<Void> add(List<Job> added) {
            jobs = added;
            return written;
        }

        JobId awaitJob() {
            Waiting.until("the posting to be in Redis", () -> jobs != null);
            return jobs.get(0).id();
        }

        void fail() {
            written.completeExceptionally(new IOException("the disk is full"));
        }

        @Override
        public void ended(Job job) {}

        @Override
        public CompletionStage<Void> putBack(Job job) {
            return written;
        }

        @Override
        public Job find(JobId id) {
            return none.find(id);
        }

        @Override
        public List<Job> open(JobId after, int limit) {
            return none.open(after, limit);
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() {
        redis = RedisServer.start("--appendonly", "yes");
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private QueueNode node(PostJournal journal) {
        return new QueueNode(redis.url(), "e", CONFIG, QueueNode.NO_RULES, journal);
    }

    private QueueNode node(String name) {
        return QueueNode.on(directory.resolve(name), redis.url(), "e", CONFIG);
    }

    private static CompletableFuture<Posted> begin(QueueNode node) {
        return node.queue.post(POSTING).toCompletableFuture();
    }

    private static JobId first(Posted posted) {
        return ((Posted.Accepted) posted).jobs().get(0).id();
    }

    private static void isUnavailable(CompletableFuture<Posted> posted) {
        assertThat(posted.join()).isInstanceOf(Posted.Unavailable.class);
    }

    private static void awaitState(QueueNode node, JobId id, JobState state) {
        Waiting.until(state.text(), () -> {
            Job job = node.find(id);
            return job != null && job.state() == state;
        });
    }

    @Test
    void aPostingThatNobodyAcknowledgedIsTakenBackAndItsKeyIsFree() {
        FailingJournal journal = new FailingJournal();
        try (QueueNode a = node(journal);
                QueueNode b = node("b")) {
            CompletableFuture<Posted> posted = begin(a);
            JobId id = journal.awaitJob();
            journal.fail();
            isUnavailable(posted);
            awaitState(b, id, JobState.CANCELLED);
            assertThat(((Posted.Accepted) b.post(POSTING)).isRepeat()).isFalse();
        }
    }

    @Test
    void aPostingThatAnotherNodeAcknowledgedMeanwhileStays() {
        FailingJournal journal = new FailingJournal();
        try (QueueNode a = node(journal);
                QueueNode b = node("b")) {
            CompletableFuture<Posted> posted = begin(a);
            JobId id = journal.awaitJob();
            assertThat(first(b.post(POSTING))).isEqualTo(id);
            journal.fail();
            isUnavailable(posted);
            assertThat(a.find(id).state()).as("behind the withdrawal").isEqualTo(JobState.QUEUED);
            assertThat(first(b.post(POSTING))).as("the key").isEqualTo(id);
            Waiting.until("both to be open", () -> b.queue.look().queued() == 2);
            assertThat(b.queue.cancel(id).toCompletableFuture().join()).isEqualTo(Change.DONE);
            assertThat(b.find(id).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void aPostingThatAnotherNodeBroughtBackAfterALossStays() {
        FailingJournal journal = new FailingJournal();
        try (QueueNode a = node(journal);
                QueueNode b = node("b")) {
            CompletableFuture<Posted> posted = begin(a);
            JobId id = journal.awaitJob();
            assertThat(first(b.post(POSTING))).isEqualTo(id);
            redis.command("FLUSHALL");
            b.queue.compare();
            Waiting.until("it to be brought back", () -> b.queue.look().queued() == 2);
            journal.fail();
            isUnavailable(posted);
            assertThat(a.find(id).state()).isEqualTo(JobState.QUEUED);
        }
    }

    @ParameterizedTest(name = "acknowledged by another: {0}")
    @ValueSource(booleans = {true, false})
    void aNodeWhoseReplyWasLostTakesBackOnlyWhatNobodyElseAcknowledged(boolean isAcknowledged) {
        try (FaultProxy proxy = FaultProxy.before(redis.port());
                QueueNode a = new QueueNode(
                        "redis://127.0.0.1:" + proxy.port(), "e", CONFIG, QueueNode.NO_RULES, PostJournal.none());
                QueueNode b = node("b")) {
            Waiting.until("the node to be ready", () -> a.queue.problem() == null);
            proxy.cutReplyAfter(0);
            CompletableFuture<Posted> posted = begin(a);
            Waiting.until("both to be in Redis", () -> b.queue.look().queued() == 2);
            JobId id = isAcknowledged ? first(b.post(POSTING)) : null;
            isUnavailable(posted);
            proxy.pass();
            Waiting.until("the node to be back", () -> a.queue.problem() == null);
            if (isAcknowledged) {
                awaitState(a, id, JobState.QUEUED);
                assertThat(first(b.post(POSTING))).isEqualTo(id);
            }
            Waiting.until("the look", () -> b.queue.look().queued() == (isAcknowledged ? 2 : 0));
        }
    }

    /** Or reads its file, or has no memory: whatever it rejects for a while. */
    @Test
    void aWithdrawalThatARedisRejectsForAWhileIsAskedForAgain() {
        FailingJournal journal = new FailingJournal();
        try (QueueNode a = node(journal);
                QueueNode b = node("b")) {
            CompletableFuture<Posted> posted = begin(a);
            JobId id = journal.awaitJob();
            redis.command("REPLICAOF", "127.0.0.1", "1");
            journal.fail();
            isUnavailable(posted);
            Waiting.until("the rejection", () -> a.queue.state().equals("readonly"));
            redis.command("REPLICAOF", "NO", "ONE");
            awaitState(b, id, JobState.CANCELLED);
        }
    }

    @Test
    void aWithdrawalWaitsForARedisThatIsAway() {
        FailingJournal journal = new FailingJournal();
        try (QueueNode a = node(journal);
                QueueNode b = node("b")) {
            CompletableFuture<Posted> posted = begin(a);
            JobId id = journal.awaitJob();
            redis.kill();
            Waiting.until("the node to notice", () -> a.queue.problem() != null);
            journal.fail();
            isUnavailable(posted);
            redis.restart();
            awaitState(b, id, JobState.CANCELLED);
        }
    }
}
