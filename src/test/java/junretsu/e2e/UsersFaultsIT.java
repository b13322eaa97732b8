package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.MariaServer;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.SmallDisk;
import junretsu.testing.Soak;
import junretsu.testing.UserLine;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that go and come back under a load: what nobody can know is Unavailable, and no answer is wrong. */
class UsersFaultsIT {
    private static final String QUICK_HASH = "--hash-memory=1MiB";
    private static final String PASSWORD = "correct horse battery";
    private static final String ANSWERED =
            "junretsu_users_request_duration_seconds_count{verb=\"validate\",result=\"ok\"} ";

    @TempDir
    private Path data;

    @Test
    void noAnswerIsWrongWhileTheDatabaseAndRedisGoAndComeBack() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        try (MariaServer maria = MariaServer.start();
                RedisServer redis = RedisServer.start("--appendonly", "yes", "--appendfsync", "always")) {
            List<String> database = database(maria);
            seed(database);
            try (JunretsuProcess server =
                            JunretsuProcess.serveUsers(Setup.newest(), data.resolve("a"), flags(database, redis));
                    JunretsuProcess blast = blast(server)) {
                awaitMore(server, 1_000);
                for (int i = 0; i < Soak.rounds(2, 30); i++) {
                    redis.kill();
                    Waiting.sleep(random.nextInt(1_000));
                    redis.restart();
                    awaitMore(server, 100);
                    maria.kill();
                    Waiting.sleep(random.nextInt(1_000));
                    maria.restart();
                    awaitMore(server, 100);
                    maria.root("SET GLOBAL read_only = 1");
                    Waiting.sleep(random.nextInt(1_000));
                    maria.root("SET GLOBAL read_only = 0");
                    maria.root("SET GLOBAL max_connections = 10");
                    maria.kill();
                    maria.restart("--max-connections=10");
                    awaitMore(server, 100);
                }
                assertThat(blast.terminate()).isEqualTo(143);
                Map<String, Object> report = JsonReader.readObject(blast.stdout());
                assertThat(report).as("seed %d: %s", seed, blast.stdout()).containsEntry("wrong", 0L);
                assertThat(blast.stdout()).contains("Unavailable").doesNotContain("Invalid");
            }
        }
    }

    private static List<String> database(MariaServer maria) throws Exception {
        Path password = Files.writeString(Files.createTempFile("junretsu", "password"), MariaServer.PASSWORD + "\n");
        password.toFile().deleteOnExit();
        return List.of(
                "--database",
                maria.url("users"),
                "--database-user",
                MariaServer.USER,
                "--database-password-file",
                password.toString());
    }

    private static void seed(List<String> database) {
        String[] words = Stream.concat(Stream.of("users", "seed", "1k"), database.stream())
                .toArray(String[]::new);
        try (JunretsuProcess seed = JunretsuProcess.start(Setup.oldest(), words)) {
            assertThat(seed.exitCode()).as(seed.stderr()).isZero();
        }
    }

    private static String[] flags(List<String> database, RedisServer redis) {
        return Stream.concat(database.stream(), Stream.of(QUICK_HASH, "--seed-users", "--redis", redis.url()))
                .toArray(String[]::new);
    }

    private static JunretsuProcess blast(JunretsuProcess server) {
        return JunretsuProcess.start(
                Setup.oldest(),
                "blast",
                "users",
                "--target",
                "127.0.0.1:" + server.tcpPort(),
                "--duration",
                "10m",
                "--clients",
                "20",
                "--users",
                "1k",
                "--pick",
                "fixed:200",
                "--mix",
                "login=1,validate=8,nickname=2",
                "--json");
    }

    private static void awaitMore(JunretsuProcess server, long count) {
        long before = answered(server);
        Waiting.until("validations to be answered", () -> answered(server) >= before + count);
    }

    private static long answered(JunretsuProcess server) {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(ANSWERED))
                .mapToLong(line -> Long.parseLong(line.substring(ANSWERED.length())))
                .sum();
    }

    @Test
    void aFullDiskChangesNothingAndEndsNoSession() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), "8m")) {
            Path accounts = data.resolve("disk/accounts");
            String token;
            try (JunretsuProcess server =
                            JunretsuProcess.serveUsers(disk.wrapper(), Setup.oldest(), accounts, QUICK_HASH);
                    UserLine line = new UserLine(server.tcpPort())) {
                token = UserLine.user(
                        line.ask("REGISTER", "Username", "alice", "Password", PASSWORD, "Nickname", "before"), "Token");
                disk.fill();
                Waiting.until("a change to be refused", () -> "Unavailable".equals(renamed(line, token)));
                Map<String, Object> valid = line.ask("VALIDATE", "Token", token);
                assertThat(valid).containsEntry("Success", true);
                String shown = UserLine.user(valid, "Nickname");
                assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
                disk.free();
                Waiting.until("a change again", () -> "".equals(renamed(line, token)));
                assertThat(shown).isIn("before", "after");
                server.kill();
            }
            try (JunretsuProcess server =
                            JunretsuProcess.serveUsers(disk.wrapper(), Setup.oldest(), accounts, QUICK_HASH);
                    UserLine line = new UserLine(server.tcpPort())) {
                assertThat(UserLine.user(line.ask("VALIDATE", "Token", token), "Nickname"))
                        .isEqualTo("after");
            }
        }
    }

    private static String renamed(UserLine line, String token) {
        try {
            return (String) line.ask("UPDATE_NICKNAME", "Token", token, "Nickname", "after")
                    .get("Err");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
