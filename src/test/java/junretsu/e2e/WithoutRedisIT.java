package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar from which the libraries of Redis were taken: all that needs no Redis works. */
class WithoutRedisIT {
    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void strip() throws IOException {
        jar = directory.resolve("stripped.jar");
        try (ZipFile whole = new ZipFile(System.getProperty("junretsu.jar"));
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream stripped = new ZipOutputStream(file)) {
            for (ZipEntry entry : whole.stream().toList()) {
                if (!entry.getName().startsWith("redis/") && !entry.getName().startsWith("org/apache/")) {
                    stripped.putNextEntry(new ZipEntry(entry.getName()));
                    whole.getInputStream(entry).transferTo(stripped);
                }
            }
        }
    }

    @Test
    void countsVotes() {
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

    @Test
    void countsNumbers() {
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

    private JunretsuProcess start(String... words) {
        String command = "java=$1; shift 3; exec \"$java\" -jar '" + jar + "' \"$@\"";
        return JunretsuProcess.start(List.of("sh", "-c", command, "sh"), Setup.oldest(), Map.of(), words);
    }
}
