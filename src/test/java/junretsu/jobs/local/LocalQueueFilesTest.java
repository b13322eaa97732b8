package junretsu.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import junretsu.base.ManualClock;
import junretsu.config.StartException;
import junretsu.jobs.JobWire;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.Turn;
import junretsu.sql.SqlSession;
import junretsu.testing.Soak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue's directory: over kills, over time, in the hands of others. */
class LocalQueueFilesTest {
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    Path temporary;

    private final ManualClock clock = new ManualClock();
    private final List<String> log = new ArrayList<>();
    private int copies;

    private SteppedQueue open(Path directory) throws StartException {
        return open(directory, SteppedQueue.TTL_MS);
    }

    private SteppedQueue open(Path directory, long ttlMs) throws StartException {
        return new SteppedQueue(directory, ttlMs, clock, log);
    }

    /** Copies a directory as a process that is killed now leaves it. */
    private Path killed(Path directory) throws Exception {
        Path copy = Files.createDirectory(temporary.resolve("copy-" + copies++));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void aJobThatAWorkerWasAtWhenTheProcessWasKilledHasADeathMoreAndFailsAtLast() throws Exception {
        Path directory = temporary.resolve("first");
        Job job;
        try (SteppedQueue queue = open(directory)) {
            job = queue.accepted("a", "15");
            queue.accepted("a", "21");
            assertThat(queue.queue().turns().take(1).job().id()).isEqualTo(job.id());
            directory = killed(directory);
        }
        for (int deaths = 1; deaths < JobWire.TRIES_MAX; deaths++) {
            try (SteppedQueue queue = open(directory)) {
                assertThat(queue.find(job.id()).deaths())
                        .hasSize(deaths)
                        .last()
                        .asString()
                        .contains("1970-01-01T");
                Turn turn = queue.queue().turns().take(1);
                assertThat(turn.job().id()).isEqualTo(job.id());
                assertThat(turn.job().deaths()).hasSize(deaths);
                directory = killed(directory);
            }
        }
        try (SteppedQueue queue = open(directory)) {
            assertThat(queue.find(job.id()).state()).isEqualTo(JobState.FAILED);
            assertThat(queue.finishNext().number()).isEqualTo("21");
            assertThat(queue.queue().turns().take(0)).isNull();
            assertThat(queue.queue().look().failed()).isEqualTo(1);
            assertThat(queue.get(queue.queue().requeue(job.id()))).isEqualTo(Change.DONE);
            assertThat(queue.finishNext().id()).isEqualTo(job.id());
            assertThat(queue.find(job.id()).deaths()).hasSize(JobWire.TRIES_MAX);
        }
        try (SteppedQueue queue = open(directory)) {
            assertThat(queue.find(job.id()).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aCleanEndIsNoDeath() throws Exception {
        Path directory = temporary.resolve("queue");
        Job job;
        try (SteppedQueue queue = open(directory)) {
            job = queue.accepted("a", "15");
            queue.queue().turns().take(1);
        }
        try (SteppedQueue queue = open(directory)) {
            assertThat(queue.find(job.id())).isEqualTo(job);
        }
    }

    @Test
    void aResultExpiresAfterItsTime() throws Exception {
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            Job job = queue.accepted("a", "15");
            Job open = queue.accepted("a", "21");
            queue.finishNext();
            clock.advanceMillis(SteppedQueue.TTL_MS);
            assertThat(queue.find(job.id()).result()).isEqualTo(SteppedQueue.RESULT);
            clock.advanceMillis(1);
            queue.step();
            assertThat(queue.find(job.id())).isNull();
            assertThat(queue.find(open.id()).state()).isEqualTo(JobState.QUEUED);
        }
    }

    @Test
    void manyResultsExpireInManySteps() throws Exception {
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            int jobs = ExpireUnit.JOBS_MAX * 9 / 2;
            List<Job> ended = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                queue.queue().post(posting(i));
            }
            queue.step();
            for (Turn turn; (turn = queue.queue().turns().take(0)) != null; ) {
                queue.queue().turns().finish(turn, 1, SteppedQueue.RESULT);
                ended.add(turn.job());
            }
            queue.step();
            assertThat(ended).hasSize(jobs);
            clock.advanceMillis(SteppedQueue.TTL_MS + 1);
            queue.step();
            List<Long> left = queue.queue()
                    .state()
                    .jobs()
                    .readers()
                    .ask(session -> JobTable.expired(session, Long.MAX_VALUE, jobs));
            assertThat(left).isEmpty();
            assertThat(queue.find(ended.get(0).id())).isNull();
            assertThat(queue.find(ended.get(jobs - 1).id())).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR_MS, -HOUR_MS})
    void aWallClockThatJumpsChangesNoTurnAndForgetsNoResultBeforeItsTime(long jumpMs) throws Exception {
        clock.advanceMillis(3 * HOUR_MS);
        try (SteppedQueue queue = open(temporary.resolve("queue"), 3 * HOUR_MS)) {
            Posted.Accepted keyed = (Posted.Accepted) queue.post("a", "key", "15");
            Job second = queue.accepted("b", "21");
            queue.accepted("a", "27");
            Turn first = queue.queue().turns().take(0);
            clock.jumpMillis(jumpMs);
            queue.step();
            assertThat(queue.queue().turns().isWanted(first)).isTrue();
            Job after = queue.accepted("c", "33");
            assertThat(after.id().compareTo(second.id())).isPositive();
            assertThat(queue.get(queue.queue().turns().finish(first, 1_000, SteppedQueue.RESULT)))
                    .isTrue();
            assertThat(Stream.of(queue.finishNext(), queue.finishNext(), queue.finishNext())
                            .map(Job::number))
                    .containsExactlyInAnyOrder("21", "27", "33");

            clock.jumpMillis(-jumpMs);
            queue.step();
            assertThat(((Posted.Accepted) queue.post("a", "key", "15")).isRepeat())
                    .isTrue();
            assertThat(queue.find(first.job().id()).result()).isEqualTo(SteppedQueue.RESULT);
            assertThat(queue.find(after.id()).result()).isEqualTo(SteppedQueue.RESULT);
            assertThat(keyed.jobs())
                    .singleElement()
                    .extracting(Job::id)
                    .isEqualTo(first.job().id());
            clock.advanceMillis(4 * HOUR_MS + 1);
            queue.step();
            assertThat(queue.find(second.id())).isNull();
            assertThat(queue.find(after.id())).isNull();
        }
        assertThat(log).isEmpty();
    }

    private static Posting posting(int number) {
        return new Posting("a", List.of(new Posting.NewJob(Integer.toString(number), 5)), null);
    }

    @Test
    void aKeyIsKnownForADayThoughResultsExpireSooner() throws Exception {
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            Posted.Accepted first = (Posted.Accepted) queue.post("a", "key", "15");
            queue.finishNext();
            clock.advanceMillis(24 * 3_600_000L - 1);
            queue.step();
            Posted.Accepted again = (Posted.Accepted) queue.post("a", "key", "15");
            assertThat(again.isRepeat()).isTrue();
            assertThat(again.jobs().get(0).id()).isEqualTo(first.jobs().get(0).id());
            assertThat(again.jobs().get(0).result()).isEqualTo(SteppedQueue.RESULT);
            clock.advanceMillis(2);
            queue.step();
            assertThat(((Posted.Accepted) queue.post("a", "key", "15")).isRepeat())
                    .isFalse();
            assertThat(queue.queue().counts().sum(JobEvent.ACCEPTED)).isEqualTo(2);
        }
    }

    @Test
    void aCallerWithVeryManyJobsHoldsNobodyUpAlsoAfterAStart() throws Exception {
        Path directory = temporary.resolve("queue");
        int batches = Soak.rounds(20, 1_000);
        List<Posting.NewJob> batch = Collections.nCopies(1_000, new Posting.NewJob("7".repeat(60), 9));
        try (SteppedQueue queue = open(directory)) {
            for (int i = 0; i < batches; i++) {
                assertThat(queue.get(queue.queue().post(new Posting("many", batch, null))))
                        .isInstanceOf(Posted.Accepted.class);
            }
            requireTurnOfTheOtherCaller(queue);
        }
        try (SteppedQueue queue = open(directory)) {
            assertThat(queue.queue().look().queued()).isEqualTo(1_000L * batches);
            requireTurnOfTheOtherCaller(queue);
        }
    }

    /** With two workers, one turn may have begun before, and one is of the other caller. */
    private static void requireTurnOfTheOtherCaller(SteppedQueue queue) throws Exception {
        Turn before = queue.queue().turns().take(0);
        assertThat(before.job().caller()).isEqualTo("many");
        queue.accepted("one", "15");
        Turn next = queue.queue().turns().take(1);
        assertThat(next.job().caller()).isEqualTo("one");
        assertThat(queue.get(queue.queue().turns().finish(next, 1, SteppedQueue.RESULT)))
                .isTrue();
        queue.queue().turns().suspend(before, 50_000_000);
    }

    @Test
    void anybodyReadsTheQueueByItsView() throws Exception {
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            clock.advanceMillis(1_001);
            Job done = queue.accepted("anna", "15");
            Job open = queue.accepted("ben", "21");
            queue.finishNext();
            List<String> rows = queue.queue().state().jobs().readers().ask(LocalQueueFilesTest::rows);
            assertThat(rows)
                    .containsExactly(
                            done.id() + " anna 15 completed 1970-01-01T00:00:01.001Z 3 5",
                            open.id() + " ben 21 open null null");
        }
    }

    private static List<String> rows(SqlSession session) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = session.prepared("SELECT id, caller, number, state, ended, primes FROM jobs ORDER BY id")
                .executeQuery()) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder(rows.getString(1));
                for (int column = 2; column <= 6; column++) {
                    line.append(' ').append(rows.getString(column));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    /** Lets the database refuse an update, as it would a value that it cannot hold. */
    private static void refuse(SteppedQueue queue, String condition) throws Exception {
        queue.execute("CREATE TRIGGER refusal BEFORE UPDATE ON job WHEN " + condition
                + " BEGIN SELECT RAISE(ABORT, 'a defect'); END");
    }

    @Test
    void aJobWhoseResultTheDatabaseRefusesIsSetApartAndTheOthersGoOn() throws Exception {
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            Job bad = queue.accepted("a", "15");
            Job good = queue.accepted("a", "21");
            refuse(queue, "NEW.number = '15' AND NEW.primes IS NOT NULL");
            assertThat(queue.finishNext().id()).isEqualTo(bad.id());
            assertThat(queue.queue().state().unsaved().isEmpty()).isTrue();
            assertThat(queue.find(bad.id()).state()).isEqualTo(JobState.FAILED);
            assertThat(queue.find(bad.id()).deaths()).singleElement().asString().contains("not be written", "a defect");
            assertThat(queue.finishNext().id()).isEqualTo(good.id());
            assertThat(queue.find(good.id()).state()).isEqualTo(JobState.COMPLETED);
            queue.execute("DROP TRIGGER refusal");
            assertThat(queue.get(queue.queue().requeue(bad.id()))).isEqualTo(Change.DONE);
            queue.finishNext();
            assertThat(queue.find(bad.id()).state()).isEqualTo(JobState.COMPLETED);
        }
        assertThat(log).singleElement().asString().contains("setting a job apart", "a defect");
    }

    @Test
    void aJobThatCannotEvenBeSetApartHoldsUpNoOtherAndIsTakenUpByTheNextStart() throws Exception {
        Job bad;
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            bad = queue.accepted("a", "15");
            queue.accepted("a", "21");
            refuse(queue, "NEW.number = '15'");
            queue.finishNext();
            assertThat(queue.finishNext().number()).isEqualTo("21");
            assertThat(queue.queue().state().unsaved().isEmpty()).isTrue();
            queue.execute("DROP TRIGGER refusal");
        }
        assertThat(log).hasSize(2).last().asString().contains(bad.id().toString(), "a defect");
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            assertThat(queue.finishNext().id()).isEqualTo(bad.id());
            assertThat(queue.find(bad.id()).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    private static double eta(SteppedQueue queue, Job job) throws Exception {
        return queue.get(queue.queue().place(job)).etaSeconds();
    }

    @Test
    void aJobsEstimateGoesByItsCallersOwnJobsAndShare() throws Exception {
        try (SteppedQueue queue = open(temporary.resolve("queue"))) {
            for (int i = 0; i < 20; i++) {
                queue.accepted("anna", "15");
            }
            Job first = queue.accepted("anna", "21");
            assertThat(eta(queue, first)).isNegative();
            for (int i = 0; i < 20; i++) {
                queue.finishNext();
            }
            List<Job> annas = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                annas.add(queue.accepted("anna", "21"));
            }
            assertThat(eta(queue, first)).isEqualTo(0.001);
            assertThat(eta(queue, annas.get(8))).isEqualTo(0.005);
            List<Job> bens = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                bens.add(queue.accepted("ben", "35"));
            }
            assertThat(eta(queue, annas.get(8))).isEqualTo(0.010);
            assertThat(eta(queue, bens.get(7))).isEqualTo(0.008);
            for (int ended = 0; ended < 5; ) {
                Turn turn = queue.queue().turns().take(0);
                boolean isBens = turn.job().caller().equals("ben");
                queue.get(queue.queue().turns().finish(turn, isBens ? 1_000_000_000 : 0, SteppedQueue.RESULT));
                ended += isBens ? 1 : 0;
            }
            assertThat(queue.queue().look().queued()).as("ben's alone").isEqualTo(3);
            assertThat(eta(queue, bens.get(7))).isEqualTo(1.5);
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
        Path directory = temporary.resolve("queue");
        SteppedQueue queue = open(directory);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open(directory))
                .withMessageContainingAll("jobs.db is in use by another server");
        queue.close();
    }
}
