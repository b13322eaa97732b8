package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A jar from which the libraries of Redis, of SQLite or of MariaDB were taken: all that does not need them works. */
class WithoutLibraryIT {
    @TempDir
    Path directory;

    private Path jar;

    private enum Library {
        REDIS("redis/", "org/apache/"),
        SQLITE("org/sqlite/"),
        MARIADB("org/mariadb/", "com/zaxxer/");

        final List<String> folders;

        Library(String... folders) {
            this.folders = List.of(folders);
        }
    }

    private void strip(Library library) throws IOException {
        jar = directory.resolve("stripped.jar");
        try (ZipFile whole = new ZipFile(System.getProperty("junretsu.jar"));
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream stripped = new ZipOutputStream(file)) {
            for (ZipEntry entry : whole.stream().toList()) {
                if (library.folders.stream().noneMatch(entry.getName()::startsWith)) {
                    stripped.putNextEntry(new ZipEntry(entry.getName()));
                    whole.getInputStream(entry).transferTo(stripped);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void countsVotes(Library missing) throws IOException {
        strip(missing);
        try (JunretsuProcess server = start(
                "serve", "--udp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--data", directory.resolve("data") + "")) {
            server.awaitReady();
            try (JunretsuProcess blast =
                    start("blast", "--target", server.udp(), "--count", "10k", "--verify", server.http())) {
                assertThat(blast.exitCode()).as(blast.stderr()).isZero();
            }
            assertThat(server.count("total")).isEqualTo(10_000);
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void countsNumbers(Library missing) throws IOException {
        strip(missing);
        Path log = directory.resolve("numbers.log");
        try (JunretsuProcess server =
                start("serve", "numbers", "--port", "0", "--http", "127.0.0.1:0", "--log", log.toString())) {
            server.awaitReady();
            String target = "127.0.0.1:" + server.tcpPort();
            try (JunretsuProcess blast = start(
                    "blast",
                    "numbers",
                    "--target",
                    target,
                    "--count",
                    "10k",
                    "--verify",
                    server.http(),
                    "--terminate")) {
                assertThat(blast.exitCode()).as(blast.stderr()).isZero();
            }
            assertThat(server.requireQuiet().exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void countsItems(Library missing) throws IOException {
        strip(missing);
        try (JunretsuProcess server =
                start("serve", "items", "--http", "127.0.0.1:0", "--data", directory.resolve("items") + "")) {
            server.awaitReady();
            server.post("/items", null, "{\"id\":\"1\",\"tenant\":\"a\"}");
            assertThat(server.count("items")).isEqualTo(1);
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }

    @Test
    void jobsSayThatSqliteIsMissing() throws IOException {
        strip(Library.SQLITE);
        try (JunretsuProcess server =
                start("serve", "jobs", "--http", "127.0.0.1:0", "--data", directory.resolve("jobs") + "")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr()).contains("this jar is without SQLite").doesNotContain("\tat ");
        }
    }

    private JunretsuProcess start(String... words) {
        return JunretsuProcess.start(Setup.oldest(), jar, words);
    }
}
