package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.testing.ItemFlood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.SmallDisk;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full or fail under a node: 503 instead of a 200 that is forgotten, and each start brings back what was answered. */
class ItemsDiskIT {
    private static final int CLIENTS = 4;
    private static final int FILLERS = 45_000;

    @TempDir
    Path directory;

    @Test
    void aFullDiskTakesNothingHalfAndGoesOnByItselfWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "8m")) {
            Path data = directory.resolve("disk/data");
            String url;
            long items;
            try (JunretsuProcess server = JunretsuProcess.startItems(disk.wrapper(), Setup.oldest(), data)) {
                server.awaitReady();
                url = server.http();
                fillFirstSegment(server);
                try (ItemFlood flood = ItemFlood.at(CLIENTS, url)) {
                    flood.awaitMore(CLIENTS);
                    disk.fill();
                    flood.awaitUnavailable();
                    Waiting.until("not to be ready", () -> server.get("/readyz").statusCode() == 503);
                    flood.requireThere(url, flood.acknowledged());
                    disk.free();
                    flood.awaitMore(2 * CLIENTS);
                    assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
                    flood.finish().requireExact(url);
                    items = server.count("items");
                    assertThat(items).isEqualTo(FILLERS + flood.acknowledged().cardinality());
                }
                disk.fill();
                assertThat(server.terminate()).as(server.stderr()).isZero();
                assertThat(server.requireQuiet().stderr()).contains("snapshot").contains("No space left on device");
            }
            String address = URI.create(url).getAuthority();
            try (JunretsuProcess server =
                    JunretsuProcess.startItems(disk.wrapper(), Setup.oldest(), data, "--http", address)) {
                server.awaitReady();
                assertThat(server.count("items")).isEqualTo(items);
                disk.free();
                assertThat(server.terminate()).isZero();
            }
            assertThat(disk.seen().resolve("data/items.snapshot")).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"items-0000000000000001.log", "tenants.log"})
    void aDiskThatFailsEndsTheServerAndTheNextStartHasAllThatWasAnswered(String file) throws Exception {
        Path data = directory.resolve("data");
        Path broken = data.resolve(file);
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            assertThat(post(server, "before", 0).statusCode()).isEqualTo(200);
        }
        assertThat(broken).exists();
        List<String> strace = straced(broken, "inject=pwrite64:error=EIO:when=5+");
        int taken = 0;
        try (JunretsuProcess server = JunretsuProcess.startItems(strace, Setup.oldest(), data)) {
            server.awaitReady();
            HttpResponse<String> answer = post(server, "t0", 0);
            while (answer.statusCode() == 200) {
                taken++;
                answer = post(server, "t" + taken, taken);
            }
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("the disk failed").contains("Input/output error");
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.requireQuiet().stderr())
                    .contains("the disk failed")
                    .contains(broken.toString());
        }
        assertThat(taken).isBetween(1, 5);
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            for (int i = 0; i < taken; i++) {
                assertThat(server.get("/items/t" + i + "/count").body()).isEqualTo("{\"count\":2}");
                assertThat(server.get("/items/t" + i + "/a" + i).statusCode()).isEqualTo(200);
            }
            assertThat(server.count("items")).isBetween(2L * taken + 2, 2L * taken + 4);
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }

    @Test
    void aSnapshotThatCannotBeWrittenCostsNothing() throws Exception {
        Path data = directory.resolve("data");
        List<String> strace = straced(data.resolve("items.snapshot.unfinished"), "inject=write:error=EIO");
        try (JunretsuProcess server = JunretsuProcess.startItems(strace, Setup.oldest(), data)) {
            server.awaitReady();
            assertThat(post(server, "t", 1).statusCode()).isEqualTo(200);
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().stderr()).contains("snapshot").contains("Input/output error");
        }
        assertThat(data.resolve("items.snapshot")).doesNotExist();
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data)) {
            assertThat(server.count("items")).isEqualTo(2);
        }
    }

    /** A segment of the log is 4 MiB of zeros at first, which a full disk takes nothing of. */
    private static void fillFirstSegment(JunretsuProcess server) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < FILLERS; i++) {
            ids.append("filler-".repeat(8)).append(i).append('\n');
        }
        assertThat(server.post("/items/filler", null, ids.toString()).statusCode())
                .isEqualTo(200);
    }

    private List<String> straced(Path file, String fault) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
        String trace = directory.resolve("trace").toString();
        return List.of("strace", "-D", "-f", "-qq", "-o", trace, "-P", file.toString(), "-e", fault);
    }

    private static HttpResponse<String> post(JunretsuProcess server, String tenant, int number) {
        String item = "{\"tenant\":\"" + tenant + "\",\"id\":\"";
        return server.post("/items", null, "[" + item + "a" + number + "\"}," + item + "b" + number + "\"}]");
    }
}
