package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junretsu.testing.FrontClient;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServerCertificate;
import junretsu.testing.Setup;
import junretsu.testing.UserLine;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP side of a users server as browsers and other services meet it, in one process and in two. */
class UsersFrontIT {
    private static final String PASSWORD = "a long enough password";
    private static final String QUICK_HASH = "--hash-memory=1MiB";

    @TempDir
    Path data;

    private static FrontClient registered(JunretsuProcess server, String username) {
        FrontClient client = new FrontClient(server);
        client.done("POST", "/api/register", "username", username, "password", PASSWORD);
        return client;
    }

    private static FrontClient loggedIn(JunretsuProcess server, String username, String password) {
        FrontClient client = new FrontClient(server);
        client.done("POST", "/api/login", "username", username, "password", password);
        return client;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> sessions(FrontClient client) {
        return (List<Map<String, Object>>)
                client.done("GET", "/api/me/sessions").get("sessions");
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void nicknamesComeBackAsTheyWereSent(Setup setup) {
        List<String> nicknames = List.of(
                "50%d off",
                "Alice'); DROP TABLE user; --",
                "<script>alert(1)</script>",
                "\u05e9\u05dc\u05d5\u05dd",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddef\ud83c\uddf5",
                "a\\\"b");
        try (JunretsuProcess server = JunretsuProcess.serveUsers(setup, data)) {
            FrontClient client = new FrontClient(server);
            assertThat(client.done("POST", "/api/register", "username", "Ann", "password", PASSWORD))
                    .containsEntry("username", "ann")
                    .containsEntry("nickname", "Ann");
            for (String nickname : nicknames) {
                assertThat(client.done("PUT", "/api/me/nickname", "nickname", nickname))
                        .containsEntry("nickname", nickname);
                assertThat(client.done("GET", "/api/me")).containsEntry("nickname", nickname);
            }
            assertThat(client.ask("PUT", "/api/me/nickname", "nickname", "two\nlines")
                            .body())
                    .contains("\"field\":\"nickname\"");
            assertThat(server.terminate()).isZero();
            server.requireQuiet();
        }
    }

    @Test
    void aSessionIsEndedFromAnotherAndAPasswordChangeEndsTheOthers() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            FrontClient first = registered(server, "ann").with("User-Agent", "first");
            FrontClient second = loggedIn(server, "ANN", PASSWORD);
            FrontClient third = loggedIn(server, "ann", PASSWORD);
            assertThat(sessions(second)).hasSize(3).filteredOn("own", true).hasSize(1);
            String own = (String) sessions(second).stream()
                    .filter(session -> session.get("own").equals(true))
                    .findFirst()
                    .orElseThrow()
                    .get("id");
            assertThat(first.ask("DELETE", "/api/me/sessions/" + own).statusCode())
                    .isEqualTo(204);
            assertThat(first.ask("DELETE", "/api/me/sessions/" + own).statusCode())
                    .isEqualTo(404);
            assertThat(second.ask("GET", "/api/me").statusCode()).isEqualTo(401);
            assertThat(second.cookie("session")).isNull();

            HttpResponse<String> wrong =
                    first.ask("PUT", "/api/me/password", "password", "not it", "new_password", PASSWORD + " 2");
            assertThat(wrong.statusCode()).isEqualTo(403);
            HttpResponse<String> weak =
                    first.ask("PUT", "/api/me/password", "password", PASSWORD, "new_password", "short");
            assertThat(weak.statusCode()).isEqualTo(400);
            assertThat(weak.body()).contains("at least 15 characters").contains("\"field\":\"new_password\"");
            assertThat(third.ask("GET", "/api/me").statusCode()).isEqualTo(200);
            first.done("PUT", "/api/me/password", "password", PASSWORD, "new_password", PASSWORD + " 2");
            assertThat(third.ask("GET", "/api/me").statusCode()).isEqualTo(401);
            assertThat(first.done("GET", "/api/me")).containsEntry("username", "ann");

            FrontClient fourth = loggedIn(server, "ann", PASSWORD + " 2");
            assertThat(fourth.ask("DELETE", "/api/me/sessions").statusCode()).isEqualTo(204);
            assertThat(fourth.cookie("session")).isNull();
            assertThat(first.ask("GET", "/api/me").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aPageOfAnotherServerChangesNothing() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            FrontClient client = registered(server, "ann");
            for (String[] foreign : new String[][] {
                {"Origin", "http://evil.example"},
                {"Origin", "null"},
                {"Sec-Fetch-Site", "cross-site"},
                {"Sec-Fetch-Site", "same-site", "Origin", "http://evil.example"}
            }) {
                client.with(foreign);
                assertThat(client.ask("PUT", "/api/me/nickname", "nickname", "evil")
                                .statusCode())
                        .isEqualTo(403);
                assertThat(client.ask("POST", "/api/login", "username", "ann", "password", PASSWORD)
                                .statusCode())
                        .isEqualTo(403);
                assertThat(client.ask("POST", "/api/logout").statusCode()).isEqualTo(403);
                assertThat(client.ask("DELETE", "/api/me/sessions").statusCode())
                        .isEqualTo(403);
            }
            client.with("Content-Type", "text/plain");
            assertThat(client.ask("PUT", "/api/me/nickname", "nickname", "evil").statusCode())
                    .isEqualTo(415);
            client.with();
            assertThat(client.done("GET", "/api/me")).containsEntry("nickname", "ann");
            assertThat(server.get("/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
        }
    }

    @Test
    void theCookieIsASecureHostsOverTlsAndScriptsNeverReadIt() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            FrontClient plain = new FrontClient(server);
            HttpResponse<String> answer = plain.ask("POST", "/api/register", "username", "ann", "password", PASSWORD);
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .anyMatch(cookie -> cookie.startsWith("session="))
                    .allMatch(cookie -> cookie.contains("; HttpOnly; SameSite=Lax"))
                    .noneMatch(cookie -> cookie.contains("Secure"));
            FrontClient encrypted = new FrontClient(server).with("X-Forwarded-Proto", "https");
            assertThat(encrypted
                            .ask("POST", "/api/login", "username", "ann", "password", PASSWORD)
                            .headers()
                            .allValues("Set-Cookie"))
                    .anyMatch(cookie -> cookie.startsWith("__Host-session="))
                    .allMatch(cookie -> cookie.contains("; Path=/; ") && cookie.endsWith("; Secure"));
            encrypted.done("GET", "/api/me");
            encrypted.with();
            assertThat(encrypted.ask("GET", "/api/me").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void otherServicesAskWhoSomebodyIs() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            FrontClient client = registered(server, "ann");
            FrontClient service = new FrontClient(server);
            assertThat(service.done("POST", "/api/validate", "token", client.cookie("session")))
                    .isEqualTo(Map.of("username", "ann", "nickname", "ann"));
            assertThat(client.done("POST", "/api/validate")).containsEntry("username", "ann");
            for (String token : List.of("", "xxx xxx xxx xxx ", client.cookie("session") + "x", "x".repeat(43))) {
                assertThat(service.ask("POST", "/api/validate", "token", token).statusCode())
                        .as(token)
                        .isEqualTo(401);
            }
            assertThat(service.ask("POST", "/api/validate").statusCode()).isEqualTo(401);
            assertThat(service.ask("POST", "/api/validate", "tokens", "x").statusCode())
                    .isEqualTo(400);
            client.done("POST", "/api/logout");
            assertThat(client.cookie("session")).isNull();
            assertThat(client.ask("POST", "/api/logout").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void manyWrongPasswordsWaitAndSaySo() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            registered(server, "ann");
            FrontClient guesser = new FrontClient(server);
            HttpResponse<String> answer = null;
            for (int i = 0; i < 6; i++) {
                answer = guesser.ask("POST", "/api/login", "username", "ann", "password", "guess " + i);
            }
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(guesser.ask("POST", "/api/login", "username", "bob", "password", "guess")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void anAccountIsTakenOnceAndARefusedOneSaysWhichFieldIsWrong() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            registered(server, "ann");
            FrontClient client = new FrontClient(server);
            assertThat(client.ask("POST", "/api/register", "username", "ANN", "password", PASSWORD)
                            .statusCode())
                    .isEqualTo(409);
            Map<String, String> wrong = Map.of(
                    "ann bee", "username", "\u0430nn", "username", "a".repeat(31), "username", "bob", "password");
            wrong.forEach((username, field) -> {
                HttpResponse<String> answer =
                        client.ask("POST", "/api/register", "username", username, "password", "too short");
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
            });
            assertThat(client.cookie("session")).isNull();
        }
    }

    @Test
    void aFrontKeepsTheCookieWhileItsBackEndIsAwayAndGoesOnWhenItIsBack() throws Exception {
        String key = Files.writeString(data.resolve("key"), "a key of sixteen bytes or more")
                .toString();
        String[] flags = {"--role", "back", "--front-key-file", key, QUICK_HASH};
        JunretsuProcess back = JunretsuProcess.serveUsers(Setup.newest(), data.resolve("back"), flags);
        String address = "127.0.0.1:" + back.tcpPort();
        try (JunretsuProcess front = front(address, "--front-key-file", key, "--proxy", "127.0.0.1")) {
            assertThat(back.get("/").statusCode()).isEqualTo(404);
            assertThat(back.get("/metrics").statusCode()).isEqualTo(200);
            FrontClient client = registered(front, "ann")
                    .with(
                            "X-Forwarded-For",
                            "6.6.6.6",
                            "X-Forwarded-For",
                            "7.7.7.7, 203.0.113.9",
                            "User-Agent",
                            "a phone");
            client.done("POST", "/api/login", "username", "ann", "password", PASSWORD);
            assertThat(sessions(client))
                    .filteredOn("own", true)
                    .first()
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("address", "203.0.113.9")
                    .containsEntry("device", "a phone");
            awaitReady(front, 200);
            String cookie = client.cookie("session");

            back.kill();
            awaitReady(front, 503);
            for (String[] call :
                    new String[][] {{"GET", "/api/me"}, {"POST", "/api/validate"}, {"POST", "/api/logout"}}) {
                HttpResponse<String> answer = client.ask(call[0], call[1]);
                assertThat(answer.statusCode()).as(call[1]).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(client.cookie("session")).isEqualTo(cookie);
            }

            List<String> again = new ArrayList<>(List.of(flags));
            again.addAll(List.of("--listen", address));
            back = JunretsuProcess.serveUsers(Setup.newest(), data.resolve("back"), again.toArray(String[]::new));
            awaitReady(front, 200);
            assertThat(client.done("GET", "/api/me")).containsEntry("username", "ann");
            assertThat(front.metric("junretsu_users_front_back_ends_up")).isEqualTo(1);
            assertThat(front.terminate()).isZero();
            assertThat(front.stderr()).doesNotContain("\tat ").doesNotContain(cookie);
        } finally {
            back.close();
        }
    }

    @Test
    void aFrontThatDoesNotKnowTheKeyGetsNothing() throws Exception {
        String key = Files.writeString(data.resolve("key"), "a key of sixteen bytes or more")
                .toString();
        String other = Files.writeString(data.resolve("other"), "another key, as long as that")
                .toString();
        try (JunretsuProcess back = JunretsuProcess.serveUsers(
                        Setup.newest(), data.resolve("back"), "--front-key-file", key, QUICK_HASH);
                JunretsuProcess stranger = front("127.0.0.1:" + back.tcpPort(), "--front-key-file", other);
                JunretsuProcess keyless = front("127.0.0.1:" + back.tcpPort())) {
            for (JunretsuProcess front : List.of(stranger, keyless)) {
                HttpResponse<String> answer =
                        new FrontClient(front).ask("POST", "/api/register", "username", "eve", "password", PASSWORD);
                assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
                awaitReady(front, 503);
            }
            assertThat(keyless.get("/readyz").body()).contains("Only fronts that know the key");
            Waiting.until("a reason", () -> stranger.stderr().contains("front key"));
            assertThat(registered(back, "ann").done("GET", "/api/me")).containsEntry("username", "ann");
            assertThat(new FrontClient(back)
                            .ask("POST", "/api/login", "username", "eve", "password", PASSWORD)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aFrontAsksOverTlsAndTrustsOnlyWhatItIsGiven() throws Exception {
        RedisServerCertificate ours = RedisServerCertificate.create(data);
        String[] tls = {
            "--tls-cert", ours.certificate().toString(), "--tls-key", ours.key().toString()
        };
        try (JunretsuProcess back = JunretsuProcess.serveUsers(
                        Setup.newest(),
                        data.resolve("back"),
                        with(tls, "--role", "back", "--http", "off", QUICK_HASH));
                JunretsuProcess knowing = front(
                        "127.0.0.1:" + back.tcpPort(),
                        "--backend-tls",
                        ours.certificate().toString());
                JunretsuProcess strict = front("127.0.0.1:" + back.tcpPort(), "--backend-tls", "system");
                JunretsuProcess clear = front("127.0.0.1:" + back.tcpPort())) {
            awaitReady(knowing, 200);
            assertThat(registered(knowing, "ann").done("GET", "/api/me")).containsEntry("username", "ann");
            for (JunretsuProcess other : List.of(strict, clear)) {
                assertThat(new FrontClient(other)
                                .ask("POST", "/api/login", "username", "ann", "password", PASSWORD)
                                .statusCode())
                        .isEqualTo(503);
                assertThat(other.get("/readyz").statusCode()).isEqualTo(503);
            }
        }
    }

    private static String[] with(String[] flags, String... more) {
        return Stream.concat(Stream.of(flags), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void withoutHttpItServesTheLineProtocolAlone() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, "--http", "off", QUICK_HASH);
                UserLine line = new UserLine(server.tcpPort())) {
            assertThat(line.ask("REGISTER", "Username", "ann", "Password", PASSWORD))
                    .containsEntry("Success", true);
            assertThat(server.terminate()).isZero();
            server.requireQuiet();
        }
    }

    @Test
    void ofTwoBackEndsOneMayGo() throws Exception {
        // Two over the same file cannot be; here it is enough that a question is asked again at the other one.
        try (JunretsuProcess one = JunretsuProcess.serveUsers(Setup.newest(), data.resolve("one"), QUICK_HASH);
                JunretsuProcess two = JunretsuProcess.serveUsers(Setup.newest(), data.resolve("two"), QUICK_HASH);
                JunretsuProcess front = front("127.0.0.1:" + one.tcpPort() + ",127.0.0.1:" + two.tcpPort())) {
            Waiting.until("both", () -> front.metric("junretsu_users_front_back_ends_up") == 2);
            one.kill();
            FrontClient client = new FrontClient(front);
            for (int i = 0; i < 20; i++) {
                assertThat(client.ask("GET", "/api/about").statusCode()).isEqualTo(200);
            }
            assertThat(front.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    private static JunretsuProcess front(String backEnds, String... flags) {
        List<String> words = new ArrayList<>(
                List.of("serve", "users", "--role", "front", "--backend", backEnds, "--http", "127.0.0.1:0"));
        words.addAll(List.of(flags));
        JunretsuProcess front = JunretsuProcess.start(Setup.newest(), words.toArray(String[]::new));
        front.awaitReady();
        return front;
    }

    private static void awaitReady(JunretsuProcess server, int status) {
        Waiting.until("readiness " + status, () -> server.get("/readyz").statusCode() == status);
    }
}
