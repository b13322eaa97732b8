package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.StartException;
import junretsu.sql.SqlFixture.Word;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlDatabaseTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("words.db");
    }

    private void write(String... texts) throws StartException, IOException {
        try (SqlDatabase database = SqlFixture.open(path)) {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < texts.length; i++) {
                database.writer().submit(new Word(i, texts[i], answers));
            }
            database.writer().onClose();
            assertThat(answers).containsExactly(texts);
        }
    }

    private void assertRefused(String... words) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> SqlFixture.open(path).close())
                .withMessageContainingAll(words);
    }

    private void assertHolds(String... words) throws StartException, IOException, SqlException {
        try (SqlDatabase database = SqlFixture.open(path)) {
            assertThat(SqlFixture.words(database)).containsExactly(words);
        }
    }

    @Test
    void bringsBackWhatWasWrittenAndLeavesOneFileBesideItsLock() throws Exception {
        write("one", "two");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("words.db", "words.db-lock");
        }
        assertHolds("one", "two");
    }

    @Test
    void takesAnyNameOfAFile() throws Exception {
        for (String name : List.of("a b", "50%25?mode=ro", "#1", "数", "file:x", "'\"")) {
            path = Files.createDirectories(directory.resolve(name)).resolve("words.db");
            write("one");
            assertHolds("one");
            assertThat(Files.size(path)).isPositive();
        }
    }

    @Test
    void aSecondServerIsRefused() throws Exception {
        try (SqlDatabase first = SqlFixture.open(path)) {
            assertRefused("words.db is in use by another server");
            assertThat(SqlFixture.words(first)).isEmpty();
        }
        SqlFixture.open(path).close();
    }

    @Test
    void aFileOfAnotherApplicationIsRefused() throws Exception {
        SqlDatabase.open(SqlFixture.settings(path, 0x4f544852, SqlFixture.SCHEMA, new ArrayList<>()))
                .close();
        assertRefused("words.db belongs to another application");
    }

    @Test
    void aDatabaseWithTablesOfSomebodyElseIsRefused() throws Exception {
        try (SqlSession session = new SqliteFile(path).openToWrite()) {
            session.execute("CREATE TABLE theirs (a)");
        }
        assertRefused("words.db belongs to another application");
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        SqlDatabase.open(SqlFixture.settings(path, SqlFixture.APPLICATION, "/junretsu/sql/newer", new ArrayList<>()))
                .close();
        assertRefused("newer junretsu", "version 2", "up to 1");
    }

    @Test
    void aFileOfAnOlderVersionIsBroughtUpToDate() throws Exception {
        write("one", "three");
        List<String> log = new ArrayList<>();
        SqlSettings newer = SqlFixture.settings(path, SqlFixture.APPLICATION, "/junretsu/sql/newer", log);
        for (int start = 0; start < 2; start++) {
            try (SqlDatabase database = SqlDatabase.open(newer)) {
                assertThat(database.readers().<Long>ask(session -> session.number("SELECT sum(length) FROM word")))
                        .isEqualTo(8);
            }
            assertThat(log)
                    .singleElement()
                    .asString()
                    .startsWith("bringing " + path)
                    .contains("(1 MB) from version 1 of its tables to 2");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(path, "A list of words\n".repeat(1_000));
        assertRefused("words.db is no SQLite database");
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectory(path);
        assertRefused("cannot open the database", "words.db", "not a file");
    }

    @Test
    void aDirectoryThatIsMissingIsRefused() {
        path = directory.resolve("missing").resolve("words.db");
        assertRefused("cannot open the database", "no such file or directory");
    }

    @Test
    void aFileThatWasCutIsRefused() throws Exception {
        write("one".repeat(5_000), "two");
        long whole = Files.size(path);
        for (long bytes : new long[] {whole - 4_096, whole - 1_000, 4_096, 100}) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(bytes);
            }
            assertRefused("the database", "words.db", "damaged");
        }
    }

    @Test
    void aDatabaseThatIsGoneWhileItsLogIsThereIsRefused() throws Exception {
        Path copies = Files.createDirectory(directory.resolve("copies"));
        try (SqlDatabase database = SqlFixture.open(path)) {
            database.writer().submit(new Word(1, "one", new ArrayList<>()));
            database.writer().doWork();
            for (String suffix : List.of("", "-wal")) {
                Files.copy(directory.resolve("words.db" + suffix), copies.resolve("words.db" + suffix));
            }
        }
        path = copies.resolve("words.db");
        Path aside = directory.resolve("aside");
        Files.move(path, aside);
        assertRefused("words.db is missing", "words.db-wal");
        Files.createFile(path);
        assertRefused("words.db is empty", "words.db-wal");
        Files.move(aside, path, StandardCopyOption.REPLACE_EXISTING);
        assertHolds("one");
    }

    @Test
    void aFileThatIsEmptyBecomesADatabase() throws Exception {
        Files.createFile(path);
        write("one");
        assertHolds("one");
    }
}
