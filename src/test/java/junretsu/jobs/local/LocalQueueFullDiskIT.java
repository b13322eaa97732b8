package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.base.ManualClock;
import junretsu.config.StartException;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.Turn;
import junretsu.testing.Mounted;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue on a small disk, which is mounted for it. */
class LocalQueueFullDiskIT {
    /** Of the file beside a database that SQLite maps; a database that has it can be read. */
    private static final int SHARED_MEMORY_BYTES = 32_768;

    @TempDir
    Path disk;

    @TempDir
    static Path elsewhere;

    private final ManualClock clock = new ManualClock();
    private final List<String> log = new ArrayList<>();

    @Test
    void nothingIsAcceptedAndNoResultIsLostWhileTheDiskIsFull() throws Exception {
        new SteppedQueue(elsewhere, clock, log).close();
        try (Mounted mounted = Mounted.at(disk, "size=8m")) {
            try (SteppedQueue queue = new SteppedQueue(disk.resolve("queue"), clock, log)) {
                goOnOverAFullDisk(queue, mounted);
            }
            try (SteppedQueue queue = new SteppedQueue(disk.resolve("queue"), clock, log)) {
                assertThat(queue.finishNext().number()).isEqualTo("33");
                assertThat(queue.queue().turns().take(0)).isNull();
            }
        }
    }

    private void goOnOverAFullDisk(SteppedQueue queue, Mounted mounted) throws Exception {
        Job finished = queue.accepted("a", "15");
        Job died = queue.accepted("a", "21");
        Turn first = queue.queue().turns().take(0);
        Turn second = queue.queue().turns().take(1);
        fill(queue);

        CompletionStage<Boolean> end = queue.queue().turns().finish(first, 1, SteppedQueue.RESULT);
        queue.queue().turns().died(second, 1, "it fell over");
        assertThat(queue.get(end)).isNull();
        assertThat(queue.find(finished.id()).state()).isEqualTo(JobState.RUNNING);
        assertThat(queue.queue().turns().take(0)).isNull();
        assertThat(queue.get(queue.queue().cancel(finished.id()))).isEqualTo(Change.UNAVAILABLE);
        assertThat(queue.post("a", null, "27"))
                .asInstanceOf(InstanceOfAssertFactories.type(Posted.Unavailable.class))
                .satisfies(unavailable -> assertThat(unavailable.sentence()).contains("the disk is full"));
        assertThat(queue.queue().problem()).contains("the disk is full");

        mounted.change("size=64m");
        assertThat(queue.get(end)).isTrue();
        assertThat(queue.queue().problem()).isNull();
        assertThat(queue.find(finished.id()).state()).isEqualTo(JobState.COMPLETED);
        assertThat(queue.find(died.id()).deaths()).containsExactly("it fell over");
        assertThat(queue.finishNext().id()).isEqualTo(died.id());
        queue.accepted("a", "33");
    }

    @Test
    void aJobThatCannotBePutBackOrDeletedStaysAsItIs() throws Exception {
        new SteppedQueue(elsewhere, clock, log).close();
        try (Mounted mounted = Mounted.at(disk, "size=8m");
                SteppedQueue queue = new SteppedQueue(disk.resolve("queue"), clock, log)) {
            Job failed = queue.accepted("a", "15");
            for (int death = 0; death < JobWire.TRIES_MAX; death++) {
                queue.queue().turns().died(queue.queue().turns().take(0), 1, "it fell over");
                queue.step();
            }
            Job done = queue.accepted("a", "21");
            queue.finishNext();
            fill(queue);
            assertThat(queue.get(queue.queue().requeue(failed.id()))).isEqualTo(Change.UNAVAILABLE);
            assertThat(queue.find(failed.id()).state()).isEqualTo(JobState.FAILED);
            clock.jumpMillis(SteppedQueue.TTL_MS + 1);
            queue.step();
            assertThat(queue.find(done.id()).result()).isEqualTo(SteppedQueue.RESULT);
            clock.jumpMillis(-SteppedQueue.TTL_MS - 1);

            mounted.change("size=64m");
            assertThat(queue.get(queue.queue().requeue(failed.id()))).isEqualTo(Change.DONE);
            assertThat(queue.finishNext().id()).isEqualTo(failed.id());
            clock.jumpMillis(SteppedQueue.TTL_MS + 1);
            queue.step();
            assertThat(queue.find(done.id())).isNull();
        }
    }

    @Test
    void aDeathThatIsFoundAtAStartOnAFullDiskIsWrittenOnceThereIsRoom() throws Exception {
        Path directory = disk.resolve("queue");
        Path slots = directory.resolve("jobs.workers");
        new SteppedQueue(elsewhere, clock, log).close();
        try (Mounted mounted = Mounted.at(disk, "size=8m")) {
            Job job;
            byte[] atWork;
            try (SteppedQueue queue = new SteppedQueue(directory, clock, log)) {
                job = queue.accepted("a", "15");
                queue.queue().turns().take(0);
                atWork = Files.readAllBytes(slots);
            }
            Files.write(slots, atWork);
            takeAllRoom();
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> new SteppedQueue(directory, clock, log))
                    .withMessageContaining("the disk is full");
            leaveRoom(SHARED_MEMORY_BYTES);
            try (SteppedQueue queue = new SteppedQueue(directory, clock, log)) {
                assertThat(queue.queue().problem()).contains("the disk is full");
                assertThat(queue.queue().turns().take(0)).isNull();
                mounted.change("size=64m");
                queue.step();
                assertThat(queue.find(job.id()).deaths()).hasSize(1);
                assertThat(queue.finishNext().id()).isEqualTo(job.id());
            }
            try (SteppedQueue queue = new SteppedQueue(directory, clock, log)) {
                assertThat(queue.find(job.id()).state()).isEqualTo(JobState.COMPLETED);
                assertThat(queue.find(job.id()).deaths()).hasSize(1);
            }
        }
    }

    /** Takes all room, and what SQLite has left over for its log. */
    private void fill(SteppedQueue queue) throws Exception {
        takeAllRoom();
        List<Posting.NewJob> batch = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            batch.add(new Posting.NewJob("7".repeat(100), 5));
        }
        assertThat(queue.get(queue.queue().post(new Posting("b", batch, null)))).isInstanceOf(Posted.Unavailable.class);
    }

    private void leaveRoom(int bytes) throws IOException {
        try (FileChannel ballast = FileChannel.open(disk.resolve("ballast"), StandardOpenOption.WRITE)) {
            ballast.truncate(ballast.size() - bytes);
        }
    }

    private void takeAllRoom() throws IOException {
        try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[4_096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
