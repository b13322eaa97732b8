package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {
    private static final String WORD = "w".repeat(100_000);
    private static final int MANY = 200;

    /** Of a log for which the writer stops. */
    private static final int TOO_MANY = 700;

    @TempDir
    Path directory;

    private final List<String> answers = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private SqlDatabase database;
    private SqlSession writer;
    private Checkpointer checkpointer;
    private long words;

    @BeforeEach
    void open() throws Exception {
        Path path = directory.resolve("words.db");
        database = SqlFixture.open(path);
        writer = new SqliteFile(path).openToWrite();
        DistinctErrors errors = new DistinctErrors(faults::add, clock);
        SqliteFile file = new SqliteFile(path);
        checkpointer = new Checkpointer(file.openToWrite(), file.openToSync(), new SqlCounters(), errors, clock);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
        checkpointer.close();
        database.close();
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            database.writer().submit(new SqlFixture.Word(words++, WORD, answers));
            database.writer().doWork();
        }
        assertThat(answers).hasSize((int) words).containsOnly(WORD);
    }

    /** The reader keeps what was written from being copied. */
    private void writeAndCopyBesideAReader(int count) throws Exception {
        database.readers().ask(session -> {
            session.number("SELECT count(*) FROM word");
            write(count);
            try {
                return checkpointer.doWork();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private long logBytes() throws IOException {
        return Files.size(directory.resolve("words.db-wal"));
    }

    @Test
    void aShortLogIsLeftAsItIs() throws Exception {
        write(1);
        assertThat(checkpointer.doWork()).isZero();
        assertThat(Files.size(directory.resolve("words.db"))).isLessThan(WORD.length());
    }

    @Test
    void theLogBeginsAnewOnceItIsCopied() throws Exception {
        write(MANY);
        long bytes = logBytes();
        assertThat(checkpointer.doWork()).isEqualTo(1);
        assertThat(Files.size(directory.resolve("words.db"))).isGreaterThan((long) MANY * WORD.length());
        write(MANY / 2);
        assertThat(logBytes()).isEqualTo(bytes);
        assertThat(checkpointer.pages()).isPositive();
    }

    @Test
    void theWriterCopiesTheRestThatAReaderKeptFromBeingCopied() throws Exception {
        writeAndCopyBesideAReader(TOO_MANY);
        long bytes = logBytes();
        checkpointer.finish(writer);
        write(MANY / 2);
        assertThat(logBytes()).isLessThan(bytes);
        assertThat(faults).isEmpty();
    }

    @Test
    void theWriterDoesNotStopForTheRestOfAShortLog() throws Exception {
        writeAndCopyBesideAReader(MANY);
        long bytes = logBytes();
        checkpointer.finish(writer);
        write(MANY / 2);
        assertThat(logBytes()).isGreaterThan(bytes);
    }

    @Test
    void aRestThatCannotBeCopiedIsRecordedAndLeft() throws Exception {
        writeAndCopyBesideAReader(TOO_MANY);
        writer.close();
        checkpointer.finish(writer);
        checkpointer.finish(writer);
        assertThat(faults).singleElement().asString().contains("copying the rest of the log");
        write(1);
    }
}
