package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database as a kill leaves it: a row in its file, one more in its log. */
class SqlLookTest {
    private static final String ROWS = "SELECT count(*) FROM word";

    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void leave() throws Exception {
        SqliteLibrary.loadToLook();
        SqliteFile running = new SqliteFile(folder.resolve("running.db"));
        database = folder.resolve("left.db");
        try (SqlSession session = running.openToWrite()) {
            session.execute("CREATE TABLE word (text TEXT); INSERT INTO word VALUES ('a')");
            session.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            session.execute("INSERT INTO word VALUES ('b')");
            Files.copy(running.path(), database);
            Files.copy(running.log(), new SqliteFile(database).log(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void theLogIsReadFromACopy() throws Exception {
        try (SqlLook look = SqlLook.open(database)) {
            assertThat(look.session().number(ROWS)).isEqualTo(2);
            assertThat(look.isWithoutLog()).isFalse();
            assertThat(look.states()).allMatch(SqlLook.FileState::isWhole);
        }
        assertThat(folder.toFile().list())
                .filteredOn(name -> name.startsWith("left"))
                .containsExactlyInAnyOrder("left.db", "left.db-wal");
    }

    @Test
    void aLogThatIsTooLargeForACopyIsLeftOutAndThatIsSaid() throws Exception {
        try (SqlLook look = SqlLook.open(database, Files.size(database))) {
            assertThat(look.session().number(ROWS)).isEqualTo(1);
            assertThat(look.isWithoutLog()).isTrue();
        }
        try (SqlLook look = SqlLook.glance(database)) {
            assertThat(look.isWithoutLog()).isFalse();
        }
    }
}
