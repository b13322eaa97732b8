package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import junretsu.config.StartException;
import junretsu.sql.SqlFixture.Word;
import junretsu.testing.Seed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlWriterTest {
    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private SqlDatabase database;

    @BeforeEach
    void open() throws StartException {
        database = SqlFixture.open(directory.resolve("words.db"), log);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private Word submit(long number, String text) {
        Word word = new Word(number, text, answers);
        database.writer().submit(word);
        return word;
    }

    private long commits() {
        return database.counters().commits().count();
    }

    @Test
    void joinsAllThatWaitsIntoOneCommitAndAnswersInOrder() throws SqlException {
        submit(1, "one");
        submit(2, "two");
        submit(3, "three");
        assertThat(answers).isEmpty();
        assertThat(database.writer().doWork()).isEqualTo(3);
        assertThat(answers).containsExactly("one", "two", "three");
        assertThat(SqlFixture.words(database)).containsExactly("one", "two", "three");
        assertThat(commits()).isEqualTo(1);
        assertThat(database.counters().units()).isEqualTo(3);
        assertThat(database.writer().doWork()).isZero();
    }

    @Test
    void aUnitGoesAlongWithATransactionAsItsFirstAndBeginsNone() throws SqlException {
        database.writer().submitAlong(new Word(2, "two", answers));
        database.writer().submitAlong(new Word(3, "three", answers));
        assertThat(database.writer().doWork()).isZero();
        submit(1, "one");
        submit(4, "four");
        assertThat(database.writer().waiting()).isEqualTo(2);
        database.writer().doWork();
        assertThat(answers).containsExactly("two", "one", "four");
        submit(5, "five");
        database.writer().doWork();
        assertThat(answers).containsExactly("two", "one", "four", "three", "five");
        assertThat(database.writer().waiting()).isZero();
    }

    @Test
    void aUnitThatWentAlongWithNothingFailsInTheEnd() {
        database.writer().submitAlong(new Word(1, "one", answers));
        database.writer().onClose();
        assertThat(answers).containsExactly("closed");
    }

    @Test
    void aUnitThatFailsTakesNoOtherOfItsTransactionWithIt() throws SqlException {
        submit(1, "one");
        Word twice = submit(1, "again");
        submit(3, null);
        submit(4, "four");
        while (database.writer().doWork() > 0) {}
        assertThat(answers).containsExactly("one", "constraint", "constraint", "four");
        assertThat(SqlFixture.words(database)).containsExactly("one", "four");
        assertThat(twice.runs).isEqualTo(2);
        assertThat(database.counters().failures(SqlFault.CONSTRAINT)).isEqualTo(2);
        assertThat(database.counters().units()).isEqualTo(2);
        assertThat(log).isEmpty();
    }

    @Test
    void aUnitThatFailsHalfWayLeavesNothing() throws SqlException {
        submit(1, "one");
        database.writer().submit(new Word(2, "two", answers) {
            @Override
            public void run(SqlSession session) throws SQLException {
                super.run(session);
                super.run(session);
            }
        });
        submit(3, "three");
        while (database.writer().doWork() > 0) {}
        assertThat(answers).containsExactly("one", "constraint", "three");
        assertThat(SqlFixture.words(database)).containsExactly("one", "three");
    }

    @Test
    void aUnitThatThrowsAnExceptionOfItsOwnFailsAlone() throws SqlException {
        database.writer().submit(new Word(1, "one", answers) {
            @Override
            public void run(SqlSession session) throws SQLException {
                super.run(session);
                throw new IllegalStateException("no such caller");
            }
        });
        submit(2, "two");
        while (database.writer().doWork() > 0) {}
        assertThat(answers).containsExactly("statement", "two");
        assertThat(SqlFixture.words(database)).containsExactly("two");
    }

    @Test
    void anAnswerThatThrowsKeepsNoOtherFromItsOwn() {
        database.writer().submit(new Word(1, "one", answers) {
            @Override
            public void done() {
                throw new IllegalStateException("the connection is gone");
            }
        });
        submit(2, "two");
        database.writer().doWork();
        assertThat(answers).containsExactly("two");
        assertThat(log).singleElement().asString().contains("the connection is gone");
    }

    @Test
    void aUnitSeesWhatThoseBeforeItDid() {
        submit(1, "one");
        List<Long> counts = new ArrayList<>();
        database.writer().submit(new Word(2, "two", answers) {
            @Override
            public void run(SqlSession session) throws SQLException {
                counts.add(session.number("SELECT count(*) FROM word"));
            }
        });
        database.writer().doWork();
        assertThat(counts).containsExactly(1L);
    }

    @Test
    void whatComesWhenTheQueueIsFullFailsAtOnce() throws SqlException {
        IntStream.rangeClosed(1, SqlFixture.WAITING_MAX).forEach(i -> submit(i, "word"));
        submit(0, "too late");
        assertThat(answers).containsExactly("overloaded");
        assertThat(database.writer().waiting()).isEqualTo(SqlFixture.WAITING_MAX);
        while (database.writer().doWork() > 0) {}
        assertThat(database.writer().waiting()).isZero();
        assertThat(SqlFixture.words(database)).hasSize(SqlFixture.WAITING_MAX);
        submit(0, "in time");
        database.writer().doWork();
        assertThat(answers).endsWith("in time");
    }

    @Test
    void writesWhatWaitsWhenItClosesAndFailsWhatComesLater() throws SqlException {
        submit(1, "one");
        database.writer().onClose();
        submit(2, "two");
        assertThat(answers).containsExactly("one", "closed");
        assertThat(SqlFixture.words(database)).containsExactly("one");
    }

    @Test
    void whatIsAnsweredIsInTheDatabaseWhateverFailsBesideIt() throws SqlException {
        long seed = Seed.draw();
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            boolean fails = random.nextInt(10) == 0 && !expected.isEmpty();
            expected.add(fails ? "constraint" : "word " + i);
            submit(fails ? 0 : i, fails ? null : "word " + i);
            if (random.nextInt(50) == 0) {
                database.writer().doWork();
            }
        }
        while (database.writer().doWork() > 0) {}
        assertThat(answers).as(Seed.flag(seed)).containsExactlyElementsOf(expected);
        assertThat(SqlFixture.words(database))
                .as(Seed.flag(seed))
                .containsExactlyElementsOf(expected.stream()
                        .filter(text -> text.startsWith("word"))
                        .toList());
    }
}
