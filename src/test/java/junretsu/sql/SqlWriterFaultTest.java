package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.config.StartException;
import junretsu.sql.SqlFixture.Word;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer on a disk that is full for a while. */
class SqlWriterFaultTest {
    private static final long SECOND_MS = 1_000;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<String> answers = new ArrayList<>();
    private SqlDatabase database;

    @BeforeEach
    void open() throws StartException {
        DistinctErrors errors = new DistinctErrors(new ArrayList<String>()::add, clock);
        database = SqlDatabase.open(new SqlSettings(
                directory.resolve("words.db"),
                SqlFixture.APPLICATION,
                SqlFixture.SCHEMA,
                1,
                SqlFixture.WAITING_MAX,
                Runnable::run,
                errors,
                clock));
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    /** Lets the file take no page more until the fault has closed its session. */
    private void failOnce() {
        database.writer().submit(new Word(1, "x".repeat(100_000), answers) {
            @Override
            public void run(SqlSession session) throws SQLException {
                session.number("PRAGMA max_page_count = 1");
                super.run(session);
            }
        });
        database.writer().doWork();
        assertThat(answers).containsExactly("full");
        assertThat(database.writer().problem()).isEqualTo("the disk is full");
    }

    @Test
    void noticesThatTheDiskTakesAgainThoughNothingIsSubmitted() {
        failOnce();
        clock.advanceMillis(SECOND_MS - 1);
        database.writer().doWork();
        assertThat(database.writer().problem()).isNotNull();
        clock.advanceMillis(1);
        database.writer().doWork();
        assertThat(database.writer().problem()).isNull();
    }

    @Test
    void saysThatAnotherProgramHoldsTheLock() throws Exception {
        try (SqlSession other = new SqliteFile(directory.resolve("words.db")).openToWrite()) {
            other.beginToWrite();
            database.writer().submit(new Word(1, "one", answers));
            database.writer().doWork();
            assertThat(answers).containsExactly("busy");
            assertThat(database.writer().problem()).isEqualTo("another program holds the lock of words.db");
            other.rollback();
        }
        database.writer().submit(new Word(2, "two", answers));
        database.writer().doWork();
        assertThat(answers).containsExactly("busy", "two");
        assertThat(database.writer().problem()).isNull();
    }

    @Test
    void aUnitThatWritesNothingDoesNotMakeAFaultPass() throws SqlException {
        failOnce();
        database.writer().submit(new Word(2, "two", answers) {
            @Override
            public void run(SqlSession session) throws SQLException {
                session.number("PRAGMA query_only = ON");
            }
        });
        database.writer().doWork();
        assertThat(database.writer().problem()).isNotNull();
        assertThat(SqlFixture.words(database)).isEmpty();
    }

    @Test
    void theTablesKeepTheirVersionOverAFault() throws IOException, StartException {
        failOnce();
        clock.advanceMillis(SECOND_MS);
        database.writer().doWork();
        database.close();
        open();
        database.writer().submit(new Word(3, "three", answers));
        database.writer().doWork();
        assertThat(answers).containsExactly("full", "three");
    }
}
