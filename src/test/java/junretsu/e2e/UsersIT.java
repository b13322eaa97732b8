package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.MariaServer;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.UserLine;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A users server as its clients meet it: a line, an answer, a restart. */
class UsersIT {
    private static final String PASSWORD = "a long enough password";
    private static final String QUICK_HASH = "--hash-memory=1MiB";

    @TempDir
    Path data;

    private static String register(UserLine line, String username) throws Exception {
        Map<String, Object> answer =
                line.ask("REGISTER", "Username", username, "Password", PASSWORD, "Nickname", "50%d off");
        assertThat(answer).containsEntry("Success", true).containsEntry("Err", "");
        return UserLine.user(answer, "Token");
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void keepsAccountsAndSessionsOverAKill(Setup setup) throws Exception {
        String token;
        try (JunretsuProcess server = JunretsuProcess.serveUsers(setup, data);
                UserLine line = new UserLine(server.tcpPort())) {
            token = register(line, "Alice");
            assertThat(line.ask("UPDATE_NICKNAME", "Token", token, "Nickname", "Alice'); --"))
                    .containsEntry("Success", true);
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serveUsers(setup, data);
                UserLine line = new UserLine(server.tcpPort())) {
            Map<String, Object> valid = line.ask("VALIDATE", "Token", token);
            assertThat(UserLine.user(valid, "Username")).isEqualTo("alice");
            assertThat(UserLine.user(valid, "Nickname")).isEqualTo("Alice'); --");
            assertThat(line.ask("LOGIN", "Username", "ALICE", "Password", PASSWORD))
                    .containsEntry("Success", true);
            assertThat(line.ask("LOGIN", "Username", "alice", "Password", "not this one"))
                    .containsEntry("Err", "Invalid password");
            assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(server.get("/metrics").body())
                    .contains("junretsu_users_request_duration_seconds_count{verb=\"login\",result=\"ok\"} 1\n")
                    .contains("junretsu_users_request_duration_seconds_count{verb=\"login\",result=\"rejected\"} 1\n")
                    .doesNotContain(PASSWORD)
                    .doesNotContain(token);
            assertThat(line.raw("STOP")).isNull();
            assertThat(server.terminate()).isZero();
            assertThat(server.stdout()).contains("of which 1 logins").doesNotContain(PASSWORD);
        }
    }

    @Test
    void noAcknowledgedChangeIsLostByKills() throws Exception {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger unsaid = new AtomicInteger();
        for (int round = 0; round < 3; round++) {
            try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
                List<Thread> clients = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String name = "user" + i + "." + round;
                    clients.add(new Thread(() -> rename(server.tcpPort(), name, acknowledged, unsaid)));
                }
                clients.forEach(Thread::start);
                int before = acknowledged.values().stream().mapToInt(n -> n).sum();
                Waiting.until(
                        "changes",
                        () -> acknowledged.values().stream().mapToInt(n -> n).sum() > before + 200);
                server.kill();
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        assertThat(acknowledged).hasSize(12);
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH);
                UserLine line = new UserLine(server.tcpPort())) {
            for (Map.Entry<String, Integer> user : acknowledged.entrySet()) {
                Map<String, Object> login = line.ask("LOGIN", "Username", user.getKey(), "Password", PASSWORD);
                int stored = Integer.parseInt(UserLine.user(login, "Nickname").substring(1));
                assertThat(stored).as(user.getKey()).isBetween(user.getValue(), user.getValue() + 1);
            }
        }
    }

    /** Registers, then changes the nickname to n1, n2 ... until the server is gone. */
    private static void rename(int port, String name, Map<String, Integer> acknowledged, AtomicInteger unsaid) {
        try (UserLine line = new UserLine(port)) {
            Map<String, Object> answer;
            do {
                answer = line.ask("REGISTER", "Username", name, "Password", PASSWORD, "Nickname", "n0");
            } while ("Busy".equals(answer.get("Err")));
            acknowledged.put(name, 0);
            String token = UserLine.user(answer, "Token");
            for (int i = 1; ; i++) {
                if (Boolean.TRUE.equals(line.ask("UPDATE_NICKNAME", "Token", token, "Nickname", "n" + i)
                        .get("Success"))) {
                    acknowledged.put(name, i);
                }
            }
        } catch (Exception e) {
            unsaid.incrementAndGet();
        }
    }

    @Test
    void demonstrationAccountsLogInWhereTheyMay() throws Exception {
        try (JunretsuProcess seed =
                JunretsuProcess.start(Setup.oldest(), "users", "seed", "20k", "--data", data.toString())) {
            assertThat(seed.exitCode()).as(seed.stderr()).isZero();
            assertThat(seed.stdout()).contains("20,000 accounts are in");
        }
        for (boolean mayLogIn : new boolean[] {true, false}) {
            String[] flags = mayLogIn ? new String[] {QUICK_HASH, "--seed-users"} : new String[] {QUICK_HASH};
            try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, flags);
                    UserLine line = new UserLine(server.tcpPort())) {
                String number = mayLogIn ? "12345" : "12346";
                Map<String, Object> login =
                        line.ask("LOGIN", "Username", "id" + number, "Password", "pass" + number.substring(1));
                assertThat(login).containsEntry("Success", mayLogIn);
            }
        }
    }

    @Test
    void aPepperThatIsMissingOrAnotherIsRefusedAtTheStart() throws Exception {
        Path pepper = Files.writeString(data.resolve("pepper"), "0123456789abcdef0123");
        Path other = Files.writeString(data.resolve("other"), "another pepper, as long");
        Path directory = data.resolve("users");
        try (JunretsuProcess server = JunretsuProcess.serveUsers(
                        Setup.newest(), directory, QUICK_HASH, "--pepper-file", pepper.toString());
                UserLine line = new UserLine(server.tcpPort())) {
            register(line, "alice");
            assertThat(server.terminate()).isZero();
        }
        assertThat(refusal(directory)).contains("give its file with --pepper-file");
        assertThat(refusal(directory, "--pepper-file", other.toString())).contains("another pepper");
        try (JunretsuProcess server = JunretsuProcess.serveUsers(
                        Setup.newest(), directory, QUICK_HASH, "--pepper-file", pepper.toString());
                UserLine line = new UserLine(server.tcpPort())) {
            assertThat(line.ask("LOGIN", "Username", "alice", "Password", PASSWORD))
                    .containsEntry("Success", true);
        }
    }

    @Test
    void twoBackEndsShareADatabaseAndRedis() throws Exception {
        Path password = Files.writeString(data.resolve("password"), MariaServer.PASSWORD + "\n");
        try (MariaServer maria = MariaServer.start();
                RedisServer redis = RedisServer.start()) {
            String[] flags = {
                QUICK_HASH,
                "--seed-users",
                "--database",
                maria.url("users"),
                "--database-user",
                MariaServer.USER,
                "--database-password-file",
                password.toString(),
                "--redis",
                redis.url(),
                "--pictures",
                data.resolve("pictures").toString()
            };
            try (JunretsuProcess seed = JunretsuProcess.start(
                    Setup.oldest(),
                    Stream.concat(
                                    Stream.of("users", "seed", "5k"),
                                    Stream.of(flags).skip(2).limit(6))
                            .toArray(String[]::new))) {
                assertThat(seed.exitCode()).as(seed.stderr()).isZero();
            }
            try (JunretsuProcess a = JunretsuProcess.serveUsers(Setup.newest(), data.resolve("a"), flags);
                    JunretsuProcess b = JunretsuProcess.serveUsers(Setup.oldest(), data.resolve("b"), flags);
                    UserLine toA = new UserLine(a.tcpPort());
                    UserLine toB = new UserLine(b.tcpPort())) {
                String token = register(toA, "alice");
                assertThat(toB.ask("UPDATE_NICKNAME", "Token", token, "Nickname", "from b"))
                        .containsEntry("Success", true);
                assertThat(UserLine.user(toA.ask("VALIDATE", "Token", token), "Nickname"))
                        .isEqualTo("from b");
                assertThat(toB.ask("LOGIN", "Username", "id77", "Password", "pass77"))
                        .containsEntry("Success", true);
                for (int i = 0; i < 5; i++) {
                    assertThat(toA.ask("LOGIN", "Username", "id78", "Password", "not that of this user"))
                            .containsEntry("Err", "Invalid password");
                }
                assertThat(toB.ask("LOGIN", "Username", "id78", "Password", "pass78"))
                        .containsEntry("Err", "Too many attempts");
                redis.kill();
                assertThat(toA.ask("LOGIN", "Username", "alice", "Password", PASSWORD))
                        .containsEntry("Err", "Unavailable");
                assertThat(toA.ask("VALIDATE", "Token", token)).containsEntry("Err", "Unavailable");
                assertThat(a.get("/readyz").statusCode()).isEqualTo(503);
                redis.restart();
                maria.kill();
                assertThat(toA.ask("LOGIN", "Username", "alice", "Password", PASSWORD))
                        .containsEntry("Err", "Unavailable");
                maria.restart();
                Waiting.until("a login again", () -> logsIn(toA));
            }
        }
    }

    private static boolean logsIn(UserLine line) {
        try {
            return Boolean.TRUE.equals(
                    line.ask("LOGIN", "Username", "alice", "Password", PASSWORD).get("Success"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String refusal(Path directory, String... flags) {
        List<String> words = new ArrayList<>(List.of("serve", "users", "--listen", "127.0.0.1:0", "--http", "off"));
        words.addAll(List.of("--data", directory.toString()));
        words.addAll(List.of(flags));
        try (JunretsuProcess server = JunretsuProcess.start(Setup.newest(), words.toArray(String[]::new))) {
            assertThat(server.exitCode()).isEqualTo(1);
            return server.stderr();
        }
    }
}
