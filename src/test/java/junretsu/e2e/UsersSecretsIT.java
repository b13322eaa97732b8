package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.UserLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a server of users writes, and what it is sent that is a trap elsewhere. */
class UsersSecretsIT {
    private static final String QUICK_HASH = "--hash-memory=1MiB";
    private static final String PASSWORD = "correct horse battery";
    private static final String WRONG = "wrong horse battery";

    @TempDir
    private Path data;

    @Test
    void logAndMetricsAndFilesHoldNoPasswordAndNoTokenAndNeitherLogNorMetricsAHash() throws Exception {
        String token;
        StringBuilder written = new StringBuilder();
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = JunretsuProcess.serveUsers(
                        Setup.newest(), data.resolve("users"), QUICK_HASH, "--redis", redis.url())) {
            try (UserLine line = new UserLine(server.tcpPort())) {
                Map<String, Object> registered =
                        line.ask("REGISTER", "Username", "alice", "Password", PASSWORD, "Nickname", "Alice");
                token = UserLine.user(registered, "Token");
                line.ask("LOGIN", "Username", "alice", "Password", WRONG);
                line.raw("{\"Format\":\"LOGIN\",\"User\":{\"Password\":\"" + PASSWORD + "\"},}");
                line.raw("{\"Format\":\"" + token + "\"}");
                line.raw("{\"Format\":\"VALIDATE\",\"Id\":1,\"User\":{\"Token\":\"" + token + "\",\"Token\":1}}");
                redis.kill();
                line.ask("VALIDATE", "Token", token);
                line.ask("LOGIN", "Username", "alice", "Password", PASSWORD);
                line.ask("LOGIN", "Username", "alice", "Password", WRONG);
                written.append(server.get("/metrics").body())
                        .append(server.get("/readyz").body());
                written.append(server.get("/api").body());
            }
            assertThat(server.terminate()).isNotNegative();
            written.append(server.stdout()).append(server.stderr());
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        assertThat(written.toString())
                .contains("Redis")
                .doesNotContain(PASSWORD, WRONG, token, HexFormat.of().formatHex(hash))
                .doesNotContain(Base64.getEncoder().encodeToString(hash), "argon2id$");
        String files = files();
        assertThat(files).contains("alice").doesNotContain(PASSWORD, WRONG, token);
    }

    private String files() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.write(Files.readAllBytes(file));
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesThatAreTrapsElsewhereAreTextOrRejectedAndNoTwoAccountsLookAlike() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.oldest(), data.resolve("users"), QUICK_HASH);
                UserLine line = new UserLine(server.tcpPort())) {
            String token = register(line, "alice", "50%d off");
            assertThat(errOf(line, "ALICE")).isEqualTo("User already exists");
            for (String name : List.of(
                    "alice ",
                    " alice",
                    "alice\0",
                    "аlice",
                    "ali\u200bce",
                    "a'; DROP TABLE users; --",
                    "\"",
                    "x".repeat(31),
                    "\u202eecila",
                    "e\u0301ve",
                    "ａlice",
                    "")) {
                assertThat(errOf(line, name)).as(name).isEqualTo("Error in registration");
                assertThat(line.ask("LOGIN", "Username", name, "Password", PASSWORD)
                                .get("Success"))
                        .as(name)
                        .isEqualTo(false);
            }
            for (String nickname : List.of(
                    "50%d off",
                    "%s%n%x", "'; DROP TABLE users; --", "\"quoted\\\"", "<b>&amp;", "שלום עליכם", "{\"a\":1}")) {
                assertThat(line.ask("UPDATE_NICKNAME", "Token", token, "Nickname", nickname))
                        .containsEntry("Success", true);
                assertThat(UserLine.user(line.ask("VALIDATE", "Token", token), "Nickname"))
                        .isEqualTo(nickname);
            }
        }
    }

    private static String register(UserLine line, String username, String nickname) throws Exception {
        return UserLine.user(
                line.ask("REGISTER", "Username", username, "Password", PASSWORD, "Nickname", nickname), "Token");
    }

    private static Object errOf(UserLine line, String username) throws Exception {
        return line.ask("REGISTER", "Username", username, "Password", PASSWORD, "Nickname", "x")
                .get("Err");
    }
}
