package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.testing.Mounted;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose journal is on a small disk, which is mounted for it. */
class SharedFullDiskIT {
    private static final QueueConfig CONFIG = new QueueConfig(true, 50_000_000, 2, 2, 1_000_000, 600_000, 10_000, 1);
    private static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);

    @TempDir
    Path disk;

    /** Elsewhere: a library that is loaded keeps its file system busy. */
    @BeforeAll
    static void loadSqlite(@TempDir Path elsewhere) throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            QueueNode.on(elsewhere, redis.url(), "e", CONFIG).close();
        }
    }

    @Test
    void nothingIsAcceptedWhileTheJournalIsOnAFullDiskAndWhatWasIsKept() throws Exception {
        try (RedisServer redis = RedisServer.start("--appendonly", "yes");
                Mounted mounted = Mounted.at(disk, "size=8m");
                QueueNode node = QueueNode.on(disk.resolve("node"), redis.url(), "e", CONFIG)) {
            Posted.Accepted kept = (Posted.Accepted) node.post(posting("the key", "15"));
            node.post(posting(null, "21"));
            fill(node);
            assertThat(node.post(posting(null, "27")))
                    .isInstanceOf(Posted.Unavailable.class)
                    .asString()
                    .contains("the disk is full");
            assertThat(node.post(posting("other", "33"))).isInstanceOf(Posted.Unavailable.class);
            assertThat(node.queue.problem()).contains("the disk is full");
            Waiting.until("the rest to be withdrawn", () -> open(node) == 2);

            Turn turn = take(node);
            assertThat(node.queue
                            .turns()
                            .finish(turn, 1, RESULT)
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            assertThat(node.find(turn.job().id()).state()).isEqualTo(JobState.COMPLETED);

            mounted.change("size=64m");
            Waiting.until("the disk to be written", () -> node.queue.problem() == null);
            assertThat(((Posted.Accepted) node.post(posting("the key", "15"))).jobs())
                    .extracting(Job::id)
                    .isEqualTo(kept.jobs().stream().map(Job::id).toList());
            assertThat(((Posted.Accepted) node.post(posting("other", "33"))).isRepeat())
                    .isFalse();
            node.queue.compare();
            redis.command("FLUSHALL");
            node.queue.compare();
            Waiting.until("what is open to be posted again", () -> open(node) >= 2);
        }
    }

    private static Posting posting(String key, String number) {
        return new Posting("a", List.of(new Posting.NewJob(number, 5)), key);
    }

    private static long open(QueueNode node) {
        return node.queue.look().queued() + node.queue.look().running();
    }

    private static Turn take(QueueNode node) {
        Turn[] turn = {null};
        Waiting.until("a turn", () -> (turn[0] = node.queue.turns().take(0)) != null);
        return turn[0];
    }

    /** Takes all room, and what SQLite has left over for its log. */
    private void fill(QueueNode node) throws IOException {
        try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[4_096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        List<Posting.NewJob> batch = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            batch.add(new Posting.NewJob("7".repeat(100), 5));
        }
        assertThat(node.post(new Posting("b", batch, null))).isInstanceOf(Posted.Unavailable.class);
    }
}
