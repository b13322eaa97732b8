package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.StartException;
import junretsu.testing.Mounted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database on a small disk, which is mounted for it. */
class SqlFullDiskIT {
    private static final int WORD = 2_000;
    private static final int GROUP = 50;

    @TempDir
    Path disk;

    private final List<String> log = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private long submitted;

    /** Elsewhere: a library that is loaded keeps its file system busy. */
    @BeforeAll
    static void loadSqlite(@TempDir Path elsewhere) throws Exception {
        SqlFixture.open(elsewhere.resolve("words.db")).close();
    }

    private Mounted mounted;

    @BeforeEach
    void mount() {
        mounted = Mounted.at(disk, "size=8m");
    }

    @AfterEach
    void unmount() {
        mounted.close();
    }

    private SqlDatabase open() throws StartException {
        return SqlFixture.open(disk.resolve("words.db"), log);
    }

    private void writeGroup(SqlDatabase database) {
        for (int i = 0; i < GROUP; i++) {
            database.writer().submit(new SqlFixture.Word(submitted++, "w".repeat(WORD), answers));
        }
        while (database.writer().doWork() > 0) {}
    }

    private long succeeded() {
        return answers.stream().filter(answer -> answer.length() == WORD).count();
    }

    private static long words(SqlDatabase database) throws SqlException {
        return database.readers().ask(session -> session.number("SELECT count(*) FROM word"));
    }

    @Test
    void groupsFailWholeWhileTheDiskIsFullAndSucceedOnceThereIsRoom() throws Exception {
        try (SqlDatabase database = open()) {
            for (int group = 0; group < 100 && !answers.contains("full"); group++) {
                writeGroup(database);
            }
            long full = succeeded();
            assertThat(full).isPositive();
            assertThat(answers).contains("full").doesNotContain("io", "statement", "corrupt");
            assertThat(full % GROUP).isZero();
            assertThat(words(database)).isEqualTo(full);
            assertThat(database.writer().problem()).isEqualTo("the disk is full");
            writeGroup(database);
            assertThat(succeeded()).isEqualTo(full);

            mounted.change("size=64m");
            writeGroup(database);
            assertThat(succeeded()).isEqualTo(full + GROUP);
            assertThat(words(database)).isEqualTo(full + GROUP);
            assertThat(database.writer().problem()).isNull();
            assertThat(SqlFixture.integrity(database)).isEqualTo("ok");
        }
        try (SqlDatabase database = open()) {
            assertThat(words(database)).isEqualTo(succeeded());
        }
    }

    @Test
    void whatWasAnsweredIsThereWhenTheServerEndsOnAFullDisk() throws Exception {
        try (SqlDatabase database = open()) {
            for (int group = 0; group < 100 && !answers.contains("full"); group++) {
                writeGroup(database);
            }
        }
        try (SqlDatabase database = open()) {
            assertThat(words(database)).isEqualTo(succeeded());
        }
    }

    @Test
    void aDatabaseThatCannotBeMadeOnAFullDiskSaysSo() throws Exception {
        try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[4_096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(this::open)
                .withMessageContainingAll("cannot open the database", "the disk is full");
    }
}
