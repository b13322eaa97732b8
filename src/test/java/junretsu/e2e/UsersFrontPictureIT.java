package junretsu.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import junretsu.testing.Authenticator;
import junretsu.testing.FrontClient;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import junretsu.users.picture.SamplePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures and second factors over HTTP, by a front that has neither disk nor database. */
class UsersFrontPictureIT {
    private static final String PASSWORD = "a long enough password";
    private static final String QUICK_HASH = "--hash-memory=1MiB";
    private static final int APP1 = 0xe1;

    @TempDir
    Path data;

    private static JunretsuProcess front(Setup setup, JunretsuProcess back) {
        JunretsuProcess front = JunretsuProcess.start(
                setup,
                "serve",
                "users",
                "--role",
                "front",
                "--backend",
                "127.0.0.1:" + back.tcpPort(),
                "--http",
                "127.0.0.1:0");
        front.awaitReady();
        Waiting.until("a back end", () -> front.get("/readyz").statusCode() == 200);
        return front;
    }

    private static FrontClient registered(JunretsuProcess front) {
        FrontClient client = new FrontClient(front);
        client.done("POST", "/api/register", "username", "ann", "password", PASSWORD);
        return client;
    }

    private static HttpResponse<byte[]> get(JunretsuProcess front, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(front.http() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#javas")
    void aCamerasPictureIsShownUprightWithoutItsPlace(Setup setup) throws Exception {
        try (JunretsuProcess back = JunretsuProcess.serveUsers(setup, data, QUICK_HASH, "--role", "back");
                JunretsuProcess front = front(setup, back)) {
            FrontClient client = registered(front);
            assertThat(client.done("GET", "/api/me")).containsEntry("picture", null);
            byte[] file =
                    SamplePictures.withSegment(SamplePictures.jpeg(1_600, 1_200), APP1, SamplePictures.exif(3, true));
            HttpResponse<String> put = client.put("/api/me/picture", "image/jpeg", file);
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
            String hash = (String) JsonReader.readObject(put.body()).get("picture");
            for (int side : new int[] {512, 96, 512}) {
                HttpResponse<byte[]> shown = get(front, "/pictures/" + hash + (side == 96 ? "-96" : "") + ".jpg");
                assertThat(shown.statusCode()).isEqualTo(200);
                assertThat(new String(shown.body(), ISO_8859_1)).doesNotContain("GPS", "Exif");
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(shown.body()));
                assertThat(image.getWidth()).isEqualTo(side);
                assertThat(image.getRGB(5, 5) & 0xff).as("yellow has no blue").isLessThan(30);
                assertThat(image.getRGB(5, 5) >> 8 & 0xff).isGreaterThan(200);
            }
            assertThat(client.done("GET", "/api/me")).containsEntry("picture", hash);
            assertThat(client.done("DELETE", "/api/me/picture")).containsEntry("picture", null);
            assertThat(front.terminate()).isZero();
            assertThat(front.stderr()).doesNotContain("\tat ");
        }
    }

    @Test
    void aPictureIsKeptByBrowsersForEverAndRunsNothing() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            FrontClient client = registered(server);
            String hash = (String)
                    JsonReader.readObject(client.put("/api/me/picture", "image/png", SamplePictures.jpeg(64, 64))
                                    .body())
                            .get("picture");
            HttpResponse<byte[]> shown = get(server, "/pictures/" + hash + ".jpg");
            assertThat(shown.headers().map())
                    .containsEntry("cache-control", List.of("public, max-age=31536000, immutable"))
                    .containsEntry("content-type", List.of("image/jpeg"))
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"));
            String tag = shown.headers().firstValue("ETag").orElseThrow();
            assertThat(get(server, "/pictures/" + hash + ".jpg", "If-None-Match", tag)
                            .statusCode())
                    .isEqualTo(304);
            for (String path : List.of(
                    "0".repeat(64) + ".jpg",
                    hash + ".png",
                    hash,
                    hash + "-97.jpg",
                    "..%2fusers.db",
                    hash.substring(0, 2) + "/" + hash.substring(2) + ".jpg")) {
                assertThat(get(server, "/pictures/" + path).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void whatIsNoPictureIsRejectedAndNobodyWithoutASessionSendsOne() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            FrontClient client = registered(server);
            Map<String, byte[]> files = Map.of(
                    "JPEG, PNG or GIF", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(ISO_8859_1),
                    "30000 × 30000", SamplePictures.png("IHDR", SamplePictures.pngHeader(30_000, 30_000)),
                    "cut off", Arrays.copyOf(SamplePictures.jpeg(300, 300), 900));
            files.forEach((sentence, file) -> {
                HttpResponse<String> answer = client.put("/api/me/picture", "image/jpeg", file);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains(sentence).contains("\"field\":\"picture\"");
            });
            byte[] good = SamplePictures.jpeg(64, 64);
            assertThat(client.put("/api/me/picture", "text/html", good).statusCode())
                    .isEqualTo(415);
            assertThat(client.put("/api/me/picture", "image/jpeg", new byte[(5 << 20) + 1])
                            .statusCode())
                    .isEqualTo(413);
            assertThat(client.with("Origin", "http://evil.example")
                            .put("/api/me/picture", "image/jpeg", good)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(new FrontClient(server)
                            .put("/api/me/picture", "image/jpeg", good)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(new FrontClient(server)
                            .with("Cookie", "session=" + "x".repeat(43))
                            .put("/api/me/picture", "image/jpeg", good)
                            .statusCode())
                    .isEqualTo(401);
            client.with();
            HttpResponse<String> last = null;
            for (int i = 0; i < 10; i++) {
                last = client.put("/api/me/picture", "image/jpeg", good);
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.body()).contains("too many pictures");
            assertThat(client.done("GET", "/api/me").get("picture")).isNotNull();
        }
    }

    @Test
    void aSecondFactorIsEnrolledAndEnded() throws Exception {
        try (JunretsuProcess back = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH, "--role", "back");
                JunretsuProcess front = front(Setup.newest(), back)) {
            FrontClient client = registered(front);
            Map<String, Object> begun = client.done("POST", "/api/me/totp/begin");
            String secret = (String) begun.get("secret");
            Authenticator app = new Authenticator(secret);
            assertThat(begun.get("qr").toString()).contains("side=", "path=M");
            assertThat(client.ask(
                                    "POST",
                                    "/api/me/totp/confirm",
                                    "password",
                                    PASSWORD,
                                    "secret",
                                    secret,
                                    "code",
                                    "12345")
                            .body())
                    .contains("\"field\":\"code\"");
            assertThat(client.ask(
                                    "POST",
                                    "/api/me/totp/confirm",
                                    "password",
                                    "not this one",
                                    "secret",
                                    secret,
                                    "code",
                                    app.code(0))
                            .statusCode())
                    .isEqualTo(403);
            HttpResponse<String> confirmed = client.ask(
                    "POST", "/api/me/totp/confirm", "password", PASSWORD, "secret", secret, "code", app.code(0));
            assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
            assertThat(confirmed.headers().firstValue("Cache-Control")).hasValue("no-store");
            List<?> codes = (List<?>) JsonReader.readObject(confirmed.body()).get("recovery_codes");
            assertThat(codes).hasSize(10);
            assertThat(client.done("GET", "/api/me")).containsEntry("recovery_codes_left", 10L);
            FrontClient other = new FrontClient(front);
            assertThat(other.ask("POST", "/api/login", "username", "ann", "password", PASSWORD)
                            .body())
                    .contains("\"field\":\"code\"");
            String code = (String) codes.get(0);
            other.done("POST", "/api/login", "username", "ann", "password", PASSWORD, "code", code);
            assertThat(client.ask("POST", "/api/me/totp/end", "password", PASSWORD, "code", code)
                            .statusCode())
                    .isEqualTo(403);
            List<?> renewed = (List<?>)
                    client.done("POST", "/api/me/totp/codes", "password", PASSWORD, "code", (String) codes.get(1))
                            .get("recovery_codes");
            assertThat(renewed).hasSize(10);
            assertThat(client.ask("POST", "/api/me/totp/end", "password", PASSWORD, "code", (String) codes.get(2))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(client.done("POST", "/api/me/totp/end", "password", PASSWORD, "code", (String) renewed.get(1)))
                    .containsEntry("recovery_codes_left", null);
            assertThat(front.stderr() + back.stderr()).doesNotContain(secret).doesNotContain(code);
        }
    }
}
