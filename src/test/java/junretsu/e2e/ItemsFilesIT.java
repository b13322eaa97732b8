package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody cut, removed or flipped a bit of: a start counts right, or refuses with a sentence. */
class ItemsFilesIT {
    private static final int BODIES = 40;
    private static final int BODY_ITEMS = 50;
    private static final int ITEMS = BODIES * BODY_ITEMS;

    @TempDir
    Path data;

    private interface Harm {
        void to(RandomAccessFile file) throws IOException;
    }

    @BeforeEach
    void fill() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            for (int body = 0; body < BODIES; body++) {
                post(server, body * BODY_ITEMS);
            }
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void withoutASnapshotTheLogIsReadAndOneThatIsWrongIsPassedOverWithANotice() throws Exception {
        Path snapshot = data.resolve("items.snapshot");
        harm(snapshot, file -> file.setLength(file.length() / 2));
        requireAll("passed over the snapshot");
        Files.delete(snapshot);
        requireAll("");
        requireAllAtTheEnd();
        harm(snapshot, file -> flip(file, 600));
        requireAll("passed over the snapshot");
    }

    @Test
    void aFrameThatIsNotWholeIsCutOffAndTheRestCounts() throws Exception {
        Files.delete(data.resolve("items.snapshot"));
        harm(log(), file -> {
            long end = end(file);
            file.seek(end - 700);
            file.write(new byte[(int) (file.length() - end + 700)]);
        });
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            assertThat(server.stderr()).contains("cut off the last ").contains(log().toString());
            assertThat(server.count("items")).isEqualTo(ITEMS - BODY_ITEMS);
            assertThat(server.get("/items/t/id-" + (ITEMS - 1)).statusCode()).isEqualTo(404);
            post(server, ITEMS - BODY_ITEMS);
            assertThat(server.count("items")).isEqualTo(ITEMS);
        }
        requireAll("");
    }

    @Test
    void aBitThatFlippedInTheLogIsRefusedAndNothingIsChanged() throws Exception {
        Files.delete(data.resolve("items.snapshot"));
        for (Path broken : List.of(log(), data.resolve("tenants.log"))) {
            byte[] before = Files.readAllBytes(broken);
            harm(broken, file -> flip(file, end(file) - 20));
            byte[] flipped = Files.readAllBytes(broken);
            try (JunretsuProcess server = JunretsuProcess.startItems(List.of(), Setup.oldest(), data)) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.requireQuiet().stderr()).contains(broken.toString());
            }
            assertThat(Files.readAllBytes(broken)).isEqualTo(flipped);
            Files.write(broken, before);
        }
        requireAll("");
    }

    @Test
    void aLogOfAnotherNodeOrOneThatIsMissingIsRefused(@TempDir Path other) throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), other)) {
            post(server, 0);
        }
        Path log = log();
        byte[] own = Files.readAllBytes(log);
        Files.write(log, Files.readAllBytes(other.resolve(log.getFileName())));
        requireRefused(log);
        Files.delete(log);
        requireRefused(log);
        Files.write(log, own);
        requireAll("");
    }

    private void requireRefused(Path file) {
        try (JunretsuProcess server = JunretsuProcess.startItems(List.of(), Setup.oldest(), data)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.requireQuiet().stderr()).contains(file.toString());
        }
    }

    private void requireAll(String notice) {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            assertThat(server.requireQuiet().stderr()).contains(notice);
            assertThat(notice.isEmpty()).isEqualTo(server.stderr().isEmpty());
            assertThat(server.get("/items/t/count").body()).isEqualTo("{\"count\":" + ITEMS + "}");
            assertThat(server.get("/items/t/id-" + (ITEMS - 1)).statusCode()).isEqualTo(200);
            assertThat(server.get("/items/t/id-" + ITEMS).statusCode()).isEqualTo(404);
        }
    }

    private void requireAllAtTheEnd() {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            assertThat(server.count("items")).isEqualTo(ITEMS);
            assertThat(server.terminate()).isZero();
        }
    }

    private static void post(JunretsuProcess server, int first) {
        StringBuilder ids = new StringBuilder();
        for (int i = first; i < first + BODY_ITEMS; i++) {
            ids.append("id-").append(i).append('\n');
        }
        String answer = "{\"accepted\":" + BODY_ITEMS + ",\"new\":" + BODY_ITEMS + "}";
        assertThat(server.post("/items/t", null, ids.toString()).body()).isEqualTo(answer);
    }

    private Path log() {
        return data.resolve("items-0000000000000001.log");
    }

    private static void harm(Path path, Harm harm) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            harm.to(file);
        }
    }

    private static void flip(RandomAccessFile file, long at) throws IOException {
        file.seek(at);
        int before = file.read();
        file.seek(at);
        file.write(before ^ 4);
    }

    /** The offset behind the last byte that is not 0. */
    private static long end(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[(int) file.length()];
        file.seek(0);
        file.readFully(bytes);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
