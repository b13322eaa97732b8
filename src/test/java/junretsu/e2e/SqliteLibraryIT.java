package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Mounted;
import junretsu.testing.Setup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory in which no program may run: SQLite's native library has to be unpacked elsewhere. */
class SqliteLibraryIT {
    @TempDir
    Path forbidden;

    @TempDir
    Path temporary;

    private Mounted mounted;

    @BeforeEach
    void mount() {
        mounted = Mounted.at(forbidden, "noexec");
    }

    @AfterEach
    void unmount() {
        mounted.close();
    }

    private JunretsuProcess start(String javaOptions) {
        return JunretsuProcess.start(
                Setup.oldest(),
                Map.of("JDK_JAVA_OPTIONS", javaOptions),
                "serve",
                "jobs",
                "--http",
                "127.0.0.1:0",
                "--data",
                forbidden.resolve("data").toString());
    }

    @Test
    void theDirectoryOfTemporaryFilesServesInstead() throws Exception {
        try (JunretsuProcess server = start("-Djava.io.tmpdir=" + temporary)) {
            server.awaitReady();
            assertThat(names(temporary)).noneMatch(name -> name.contains("sqlite"));
            assertThat(names(forbidden.resolve("data"))).noneMatch(name -> name.contains("sqlitejdbc"));
            server.kill();
        }
    }

    @Test
    void whereNoneServesTheSentenceNamesTheWayOut() {
        try (JunretsuProcess server = start("-Djava.io.tmpdir=" + forbidden)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .contains("cannot load SQLite's native library", "-Dorg.sqlite.tmpdir=DIR")
                    .doesNotContain("\tat ");
        }
        try (JunretsuProcess server = start("-Djava.io.tmpdir=" + forbidden + " -Dorg.sqlite.tmpdir=" + temporary)) {
            server.awaitReady();
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void aLookUnpacksNothingBesideTheDatabase() throws Exception {
        Path data = Files.createDirectories(temporary.resolve("data"));
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.oldest(), data)) {
            assertThat(server.terminate()).isZero();
        }
        try (JunretsuProcess list = list("-Djava.io.tmpdir=" + forbidden, data)) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.stdout()).contains("cannot be read: cannot load SQLite's native library");
        }
        FileTime before = Files.getLastModifiedTime(data);
        try (JunretsuProcess list = list("-Djava.io.tmpdir=" + temporary, data)) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.stdout()).contains("0 jobs, 0 of them open");
        }
        assertThat(Files.getLastModifiedTime(data)).isEqualTo(before);
        assertThat(names(temporary)).containsExactly("data");
    }

    private static JunretsuProcess list(String javaOptions, Path data) {
        return JunretsuProcess.start(
                Setup.oldest(), Map.of("JDK_JAVA_OPTIONS", javaOptions), "data", "list", data.toString());
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
