package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.StartException;
import junretsu.sql.SqlFixture.Word;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlReadersTest {
    private static final String COUNT = "SELECT count(*) FROM word";

    @TempDir
    Path directory;

    private final List<String> answers = new ArrayList<>();
    private SqlDatabase database;

    @BeforeEach
    void open() throws StartException {
        database = SqlFixture.open(directory.resolve("words.db"));
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private void write(long number) {
        database.writer().submit(new Word(number, "word", answers));
        database.writer().doWork();
    }

    @Test
    void aQuestionSeesOneStateWhileTheWriterGoesOn() throws SqlException {
        write(1);
        List<Long> counts = database.readers().ask(session -> {
            long before = session.number(COUNT);
            write(2);
            return List.of(before, session.number(COUNT));
        });
        assertThat(answers).hasSize(2);
        assertThat(counts).containsExactly(1L, 1L);
        assertThat(database.readers().<Long>ask(session -> session.number(COUNT)))
                .isEqualTo(2);
    }

    @Test
    void aQuestionCannotWrite() throws SqlException {
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> database.readers().ask(session -> {
                    session.execute("DELETE FROM word");
                    return null;
                }))
                .matches(e -> e.fault() == SqlFault.READONLY);
    }

    @Test
    void aQuestionThatFailsLeavesTheOthersTheirSession() throws SqlException {
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(SqlException.class)
                    .isThrownBy(() -> database.readers().ask(session -> session.number("SELECT missing")))
                    .withMessageContaining("no such column");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> database.readers().ask(SqlReadersTest::fail));
        }
        write(1);
        assertThat(database.readers().<Long>ask(session -> session.number(COUNT)))
                .isEqualTo(1);
    }

    private static Long fail(SqlSession session) throws SQLException {
        session.prepared(COUNT).executeQuery();
        throw new IllegalStateException("half way");
    }

    @Test
    void aQuestionAfterTheEndIsRefused() throws IOException {
        database.readers().close();
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> database.readers().ask(session -> session.number(COUNT)))
                .withMessage("the database is closed");
    }
}
