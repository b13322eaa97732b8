package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlQuestionsTest {
    private static final int WAITING_MAX = 200;

    @TempDir
    Path directory;

    private final List<Worker> lanes = new ArrayList<>();
    private SqlDatabase database;
    private SqlQuestions questions;

    @BeforeEach
    void open() throws Exception {
        database = SqlFixture.open(directory.resolve("words.db"));
        questions = new SqlQuestions(database.readers(), "asker", 1, WAITING_MAX);
        questions.addTo((worker, idle) -> {
            lanes.add(worker);
            return new WorkerThread(worker, idle, new DistinctErrors(line -> {}, new ManualClock()));
        });
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void eachThatWaitsGetsItsOwnAnswer() throws Exception {
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            answers.add(questions.ask(session -> session.number("SELECT " + number)));
        }
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        assertThat(lanes.get(0).doWork()).as("a group").isEqualTo(64);
        assertThat(lanes.get(0).doWork()).as("the rest").isEqualTo(36);
        for (int i = 0; i < 100; i++) {
            assertThat(answers.get(i)).isCompletedWithValue((long) i);
        }
    }

    @Test
    void keysOfTheSameQueryAreAskedForTogetherAndEachOnce() throws Exception {
        List<List<String>> asked = new ArrayList<>();
        JoinedQuery<String, Integer> lengths = (session, keys) -> {
            asked.add(keys);
            return keys.stream().filter(key -> !key.isEmpty()).collect(Collectors.toMap(key -> key, String::length));
        };
        JoinedQuery<String, Integer> others = (session, keys) -> Map.of("one", -1);
        CompletableFuture<Integer> one = questions.ask(lengths, "one");
        CompletableFuture<Integer> other = questions.ask(others, "one");
        CompletableFuture<Long> alone = questions.ask(session -> 7L);
        CompletableFuture<Integer> again = questions.ask(lengths, "one");
        CompletableFuture<Integer> three = questions.ask(lengths, "three");
        CompletableFuture<Integer> missing = questions.ask(lengths, "");
        lanes.get(0).doWork();
        assertThat(asked).containsExactly(List.of("one", "three", ""));
        assertThat(one).isCompletedWithValue(3);
        assertThat(again).isCompletedWithValue(3);
        assertThat(three).isCompletedWithValue(5);
        assertThat(missing).isCompletedWithValue(null);
        assertThat(other).isCompletedWithValue(-1);
        assertThat(alone).isCompletedWithValue(7L);
    }

    @Test
    void aQuestionThatFailsLeavesNobodyWaiting() throws Exception {
        CompletableFuture<Long> good = questions.ask(session -> 1L);
        CompletableFuture<Long> bad = questions.ask(session -> {
            throw new SQLException("no such table");
        });
        lanes.get(0).doWork();
        assertThat(good).isDone();
        assertThatThrownBy(bad::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SqlException.class)
                .hasMessageContaining("no such table");
    }

    @Test
    void moreThanMayWaitAreRefusedAndNoneWaitsAfterTheEnd() throws Exception {
        for (int i = 0; i < WAITING_MAX; i++) {
            assertThat(questions.ask(session -> 1L)).isNotDone();
        }
        assertThat(questions.ask(session -> 1L)).isCompletedExceptionally();
        lanes.get(0).onClose();
        assertThat(questions.ask(session -> 1L)).isCompletedExceptionally();
    }
}
