package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failed jobs that are put back: whoever acknowledged that brings them back when Redis loses them. */
class SharedRequeueIT {
    private static final QueueConfig CONFIG = new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 10_000, 1);
    private static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);

    /** Before the comparison that is made once a minute. */
    private static final long SOON_MS = 30_000;

    @TempDir
    private Path directory;

    private RedisServer redis;

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

    private static List<JobId> post(QueueNode node, String... numbers) {
        List<Posting.NewJob> jobs =
                Stream.of(numbers).map(number -> new Posting.NewJob(number, 5)).toList();
        return ((Posted.Accepted) node.post(new Posting("a", jobs, null)))
                .jobs().stream().map(job -> job.id()).toList();
    }

    private static void awaitQueued(QueueNode node, int jobs) {
        Waiting.until(jobs + " to be queued", SOON_MS, () -> node.queue.look().queued() == jobs);
    }

    private static JobId failedAtOneAndPutBackAt(QueueNode one, QueueNode other) {
        JobId id = post(one, "15").get(0);
        one.fail(id);
        one.queue.compare();
        Waiting.until(
                "the failure to be written down", () -> one.journal.find(id).state() == JobState.FAILED);
        assertThat(other.queue.requeue(id).toCompletableFuture().join()).isEqualTo(Change.DONE);
        return id;
    }

    @Test
    void aJobThatAnotherNodePutBackIsPostedAgainByThatOne() {
        try (QueueNode a = node("a");
                QueueNode b = node("b")) {
            JobId id = failedAtOneAndPutBackAt(a, b);
            redis.command("FLUSHALL");
            awaitQueued(b, 1);
            assertThat(b.find(id).number()).isEqualTo("15");
        }
    }

    @Test
    void aResultIsWrittenDownThoughAnotherNodePutTheJobBack() {
        try (QueueNode a = node("a");
                QueueNode b = node("b")) {
            JobId id = failedAtOneAndPutBackAt(a, b);
            assertThat(a.queue
                            .turns()
                            .finish(a.take(), 1, RESULT)
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            Waiting.until(
                    "the result to be written down", () -> a.journal.find(id).state() == JobState.COMPLETED);
        }
    }

    @Test
    void aJobThatRedisLosesWhileItsWayBackIsWrittenToTheJournalIsPostedAgainSoon() {
        HeldBackJournal journal = new HeldBackJournal();
        journal.release();
        try (QueueNode node = node(journal)) {
            JobId id = post(node, "15").get(0);
            node.fail(id);
            node.queue.compare();
            Waiting.until("the failure to be written down", () -> journal.find(id) == null);
            journal.hold();
            CompletableFuture<Change> change = node.queue.requeue(id).toCompletableFuture();
            awaitQueued(node, 1);
            int comparisons = journal.comparisons.get();
            redis.command("FLUSHALL");
            Waiting.until("a comparison for the loss", () -> journal.comparisons.get() > comparisons);
            awaitQueued(node, 0);
            assertThat(change).isNotDone();
            journal.release();
            assertThat(change.join()).isEqualTo(Change.DONE);
            awaitQueued(node, 1);
        }
    }

    @Test
    void aFailureThatWasSeenBeforeAJobWasPutBackIsNotWrittenDownBehindThat() {
        HeldBackJournal journal = new HeldBackJournal();
        journal.release();
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        try (QueueNode a = node(journal);
                QueueNode b = node(PostJournal.none())) {
            Waiting.until("the comparison of the start", () -> journal.comparisons.get() > 0);
            List<JobId> ids = post(a, "15", "21");
            Turn first = b.take();
            assertThat(first.job().id()).isEqualTo(ids.get(0));
            b.fail(ids.get(1));
            journal.ending = job -> {
                if (job.id().equals(ids.get(0))) {
                    seen.countDown();
                    Waiting.until("the other to be put back", () -> goesOn.getCount() == 0);
                }
            };
            assertThat(b.queue
                            .turns()
                            .finish(first, 1, RESULT)
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            a.queue.compare();
            Waiting.until("both ends to be seen", () -> seen.getCount() == 0);
            assertThat(a.queue.requeue(ids.get(1)).toCompletableFuture().join()).isEqualTo(Change.DONE);
            int comparisons = journal.comparisons.get();
            a.queue.compare();
            goesOn.countDown();
            Waiting.until("the next comparison", () -> journal.comparisons.get() > comparisons);
            assertThat(journal.find(ids.get(1))).isNotNull();
        }
    }
}
