package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code junretsu data}: reads what a server of each service has left, and finds what is damaged in it. */
class DataIT {
    private static final String TOKEN = "a-token-of-the-desk";

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void votesAreListedExportedAsTheServerHadThemAndVerified() throws Exception {
        Map<String, Object> counts;
        String rounds;
        try (JunretsuProcess server = JunretsuProcess.serve(
                        Setup.oldest(), data(), "--event", "show", "--admin-token", TOKEN, "--buttons", "4");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[] {0, 1, 1, 2});
            Waiting.until("the first round's votes", () -> server.count("total") == 4);
            assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"song-2\"}")
                            .statusCode())
                    .isEqualTo(201);
            sender.send(new byte[] {3, 3, 3});
            Waiting.until("the second round's votes", () -> server.count("total") == 3);
            assertThat(run(0, "list", folder.toString())).contains("event 'show', 7 votes, 2 rounds; in use");
            assertThat(run(1, "export", data().toString())).contains("is in use by a server");
            counts = server.counts();
            rounds = server.get("/api/rounds.csv").body();
            assertThat(server.terminate()).isZero();
        }
        List<Path> before = contents(data());
        assertThat(run(0, "list", data().toString())).contains("event 'show', 7 votes, 2 rounds\n");
        Map<String, Object> exported = export(data());
        assertThat(row(exported, "counts", 0)).containsEntry("total", 7L).containsEntry("event", "show");
        assertThat(rows(exported, "buttons"))
                .filteredOn(row -> row.get("round").equals("song-2"))
                .containsExactly(Map.of("round", "song-2", "button", 3L, "votes", 3L));
        assertThat(counts).containsEntry("total", 3L);
        String[] table = run(0, "export", data().toString(), "--format", "csv", "--table", "rounds")
                .split("\r\n");
        assertThat(table[0]).isEqualTo("round,started,ended,votes,late");
        assertThat(IntStream.range(1, table.length).mapToObj(i -> table[i]))
                .allSatisfy(line -> assertThat(rounds).contains(line));
        assertThat(run(0, "verify", data().toString())).contains("counters: 7 votes", "nothing is wrong");
        assertThat(contents(data())).isEqualTo(before);
    }

    @Test
    void damagedFilesOfVotesAreFound() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data(), "--admin-token", TOKEN);
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[] {1, 1, 1});
            Waiting.until("votes", () -> server.count("total") == 3);
            server.post("/api/rounds", TOKEN, "{\"name\":\"song-2\"}");
            assertThat(server.terminate()).isZero();
        }
        long rounds = Files.size(data().resolve("rounds"));
        Files.writeString(data().resolve("rounds"), "round son", StandardOpenOption.APPEND);
        assertThat(run(3, "verify", data().toString())).contains("mends    rounds at byte " + rounds + ": its last");
        cut("rounds", rounds);
        flip("rounds", rounds - 2, 0x80);
        assertThat(run(1, "verify", data().toString())).contains("damaged  rounds at byte " + (rounds - 2));
        flip("rounds", rounds - 2, 0x80);
        flip("counters", 4_096 + 8, 1);
        assertThat(run(3, "verify", data().toString())).contains("counters: 2 votes, but the rounds have seen 1 more");
        flip("counters", 4_096 + 9, 1);
        assertThat(run(3, "verify", data().toString())).contains("counters: 258 votes, 255 of them not in the history");
        flip("counters", 4_096 + 9, 1);
        flip("counters", 4_096 + 8, 1);
        flip("counters", 4_096 + 4_095, 1);
        assertThat(run(1, "verify", data().toString())).contains("damaged  counters at byte 8184: ");
        flip("counters", 4_096 + 4_095, 1);
        flip("counters", 20, 1);
        assertThat(run(1, "verify", data().toString())).contains("the checksum of its header is wrong");
        assertThat(run(0, "list", folder.toString())).contains("cannot be read: ", "the checksum of its header");
        flip("counters", 20, 1);
        cut("counters", 8_192);
        assertThat(run(1, "verify", data().toString())).contains("8192 bytes long instead of");
    }

    @Test
    void theLogOfNumbersIsListedExportedAndVerified() throws Exception {
        Path log = folder.resolve("numbers.log");
        try (JunretsuProcess server = JunretsuProcess.serveNumbers(Setup.oldest(), log);
                NumberClient client = new NumberClient(server)) {
            client.send("314159265\n007007009\n314159265\n");
            Waiting.until("numbers", () -> server.count("received") == 3);
            assertThat(run(1, "verify", log.toString())).contains("is in use by a server");
            assertThat(server.terminate()).isZero();
        }
        assertThat(run(0, "list", folder.toString())).contains("2 numbers");
        assertThat(run(0, "export", log.toString(), "--format", "csv"))
                .isEqualTo("number\r\n314159265\r\n007007009\r\n");
        assertThat(run(0, "verify", log.toString())).contains("2 numbers, each once");
        Files.writeString(log, "0070", StandardOpenOption.APPEND);
        assertThat(run(3, "verify", log.toString())).contains("at byte 20: its last line is not whole");
        flip(log, 12, 0x40);
        assertThat(run(1, "verify", log.toString())).contains("at byte 10: ", "1 numbers before it are whole");
    }

    @Test
    void itemsAreListedExportedAsTheServerCountedThemAndVerified() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data())) {
            send(server, "/items/anna", "text/plain", "apple\npear, green\napple\n");
            send(server, "/items/ben", "text/plain", "plum\n");
            assertThat(server.terminate()).isZero();
        }
        assertThat(run(0, "list", folder.toString())).contains("3 items of 2 tenants");
        Map<String, Object> exported = export(data());
        assertThat(rows(exported, "tenants"))
                .extracting(row -> row.get("tenant") + " " + row.get("items"))
                .containsExactlyInAnyOrder("anna 2", "ben 1");
        assertThat(rows(exported, "items"))
                .extracting(row -> row.get("id"))
                .containsExactly("apple", "pear, green", "plum");
        assertThat(run(0, "export", data().toString(), "--format", "csv", "--table", "items"))
                .contains("anna,\"pear, green\"\r\n");
        assertThat(run(0, "verify", data().toString())).contains("3 items, up to frame", "nothing is wrong");
        Path log = only("items-");
        flip(log, 64 + 18 + 3, 1);
        assertThat(run(1, "verify", data().toString())).contains("at byte 64: ", "wrong checksum", "are whole");
        flip(log, 64 + 18 + 3, 1);
        flip(data().resolve("items.snapshot"), 70, 1);
        assertThat(run(3, "verify", data().toString())).contains("mends    items.snapshot: ", "reads the whole log");
        flip(data().resolve("items.snapshot"), 70, 1);
        cut(log, 100);
        assertThat(run(1, "verify", data().toString())).contains("the log was cut, and a start is refused");
    }

    @Test
    void aFrameOfItemsThatACrashCutShortIsToldOfAndKeptOut() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveItems(Setup.oldest(), data())) {
            send(server, "/items/anna", "text/plain", "apple\n");
            send(server, "/items/anna", "text/plain", "pear\n");
            server.kill();
        }
        Path log = only("items-");
        long end = used(log);
        cut(log, end - 3);
        assertThat(run(3, "verify", data().toString()))
                .contains("nobody had an answer for", "1 items, up to frame 1", "the next start puts it right");
    }

    @Test
    void jobsAreListedExportedAsTheServerAnsweredAndVerifiedAlsoAfterAKill() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.oldest(), data())) {
            for (String number : List.of("91", "1000000007", "123456789012345678901")) {
                send(server, "/api/jobs?caller=anna&wait=20s", "application/json", "{\"number\":\"" + number + "\"}");
            }
            assertThat(run(0, "list", folder.toString())).contains("3 jobs, 0 of them open; in use");
            server.kill();
        }
        List<Path> before = contents(data());
        Map<String, Object> exported = export(data());
        assertThat(rows(exported, "jobs"))
                .extracting(row -> row.get("number") + " " + row.get("status") + " " + row.get("factors"))
                .containsExactly(
                        "91 completed 7 13",
                        "1000000007 completed 1000000007",
                        "123456789012345678901 completed 11 5471 10000799 205126079");
        assertThat(run(0, "verify", data().toString())).contains("3 jobs; the factors of each multiply to its number");
        assertThat(contents(data())).isEqualTo(before);
        flip("jobs.db-wal", 32 + 24 + 100, 1);
        assertThat(run(1, "verify", data().toString())).contains("damaged  jobs.db-wal at byte 32: ");
    }

    @Test
    void accountsAreListedExportedWithoutTheirSecretsAndVerified() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.oldest(), data())) {
            send(
                    server,
                    "/api/register",
                    "application/json",
                    "{\"username\":\"Anna\",\"password\":\"correct horse 7\",\"nickname\":\"Ann\"}");
            assertThat(server.terminate()).isZero();
        }
        assertThat(run(0, "list", folder.toString())).contains("1 accounts, 1 sessions");
        String json = run(0, "export", data().toString());
        assertThat(json)
                .contains("\"username\":\"anna\",\"nickname\":\"Ann\"", "\"second_factor\":false")
                .doesNotContain("salt", "key", "token");
        assertThat(run(0, "verify", data().toString())).contains("1 accounts and 1 sessions can be read");
        long size = Files.size(data().resolve("users.db"));
        flip("users.db", 4_096, 0x55);
        assertThat(run(1, "verify", data().toString())).contains("damaged  users.db");
        flip("users.db", 4_096, 0x55);
        cut("users.db", size - 100);
        assertThat(run(1, "verify", data().toString()))
                .contains("damaged  users.db at byte " + (size - 100) + ": it was cut to");
    }

    @Test
    void anExportThatFailsLeavesNoFileAndATableIsForCsvAlone() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data())) {
            assertThat(server.terminate()).isZero();
        }
        String out = folder.resolve("out.csv").toString();
        String data = data().toString();
        assertThat(run(2, "export", data, "--format", "csv", "--table", "none", "--out", out))
                .contains("has no table 'none'");
        assertThat(run(2, "export", data, "--table", "rounds")).contains("--table is for --format csv");
        assertThat(folder.toFile().list()).containsExactly("data");
        run(0, "export", data, "--format", "csv", "--table", "rounds", "--out", out);
        assertThat(Files.readString(Path.of(out))).startsWith("round,started,ended,votes,late");
        assertThat(run(1, "export", data, "--out", out)).contains("it exists already");
    }

    @Test
    void theQueueOfADirectoryWhoseServerHasItsJobsInRedisNowIsInUse() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.oldest(), data())) {
            assertThat(server.terminate()).isZero();
        }
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = JunretsuProcess.serveJobs(Setup.oldest(), data(), "--redis", redis.url())) {
            assertThat(data().resolve("jobs.db")).exists();
            assertThat(data().resolve("posts.db")).exists();
            assertThat(run(1, "export", data().toString())).contains("is in use by a server");
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void aLinkedDirectoryIsMeasured() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data())) {
            assertThat(server.terminate()).isZero();
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), data());
        assertThat(run(0, "list", link.toString(), "--format", "json")).doesNotContain("\"bytes\":0");
    }

    @Test
    void whatWasPutAsideIsListedUnderItsName() throws Exception {
        for (int show = 0; show < 2; show++) {
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data(), "--new")) {
                assertThat(server.terminate()).isZero();
            }
        }
        assertThat(run(0, "list", folder.toString())).contains("0 votes; put aside when data began anew");
        assertThat(run(0, "list", folder.toString(), "--format", "json")).contains("\"put_aside_of\":\"data\"");
        assertThat(run(1, "list", folder.resolve("none").toString())).contains("there is no ");
    }

    private Path only(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(data())) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the offset behind the last byte that is not 0. */
    private static long used(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private void flip(String name, long at, int bits) throws IOException {
        flip(data().resolve(name), at, bits);
    }

    private static void flip(Path file, long at, int bits) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int found = open.read();
            open.seek(at);
            open.write(found ^ bits);
        }
    }

    private void cut(String name, long bytes) throws IOException {
        cut(data().resolve(name), bytes);
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(bytes);
        }
    }

    private static void send(JunretsuProcess server, String path, String type, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.http() + path))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private Map<String, Object> export(Path path) {
        return JsonReader.readObject(run(0, "export", path.toString()));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> exported, String table) {
        return (List<Map<String, Object>>) exported.get(table);
    }

    private static Map<String, Object> row(Map<String, Object> exported, String table, int row) {
        return rows(exported, table).get(row);
    }

    /** Names, sizes and times of all files. */
    private static List<Path> contents(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> Path.of(file + "=" + file.toFile().length() + "@"
                            + file.toFile().lastModified()))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static String run(int exitCode, String... words) {
        String[] all = Stream.concat(Stream.of("data"), Stream.of(words)).toArray(String[]::new);
        try (JunretsuProcess process = JunretsuProcess.start(Setup.oldest(), all)) {
            int ended = process.exitCode();
            String said = process.stdout() + process.stderr();
            assertThat(said).doesNotContain("Exception", "\tat ");
            assertThat(ended).as(said).isEqualTo(exitCode);
            return said;
        }
    }
}
