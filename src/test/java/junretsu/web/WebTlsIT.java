package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import junretsu.config.HostPort;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import junretsu.testing.RedisServerCertificate;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebTlsIT {
    @TempDir
    private static Path made;

    private static RedisServerCertificate madeFirst;
    private static RedisServerCertificate second;

    @TempDir
    private Path directory;

    private RedisServerCertificate first;

    @BeforeAll
    static void makeCertificates() throws Exception {
        madeFirst = RedisServerCertificate.create(Files.createDirectory(made.resolve("1")));
        second = RedisServerCertificate.create(Files.createDirectory(made.resolve("2")));
    }

    @BeforeEach
    void copyTheFirst() throws IOException {
        first = new RedisServerCertificate(
                Files.copy(madeFirst.certificate(), directory.resolve("certificate.pem")),
                Files.copy(madeFirst.key(), directory.resolve("key.pem")));
    }

    private LiveServer start() throws StartException {
        return start(first.certificate(), first.key());
    }

    private static LiveServer start(Path certificate, Path key) throws StartException {
        HttpConfig config = new HttpConfig(new HostPort("127.0.0.1", 0), List.of(), certificate, key);
        return new LiveServer(
                config,
                LiveServer.limits(1.5),
                LiveServer.routes()
                        .add(Route.view("/secure", "", request -> Response.text(200, "" + request.isSecure()))));
    }

    @Test
    void encryptsWithTheCertificateAndKeyOfTwoPemFiles() throws Exception {
        try (LiveServer server = start()) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            try (SSLSocket socket = connect(server)) {
                assertThat(serial(socket)).isEqualTo(serial(first));
                socket.getOutputStream()
                        .write("GET /secure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(LiveServer.readAll(socket))
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith("true");
            }
        }
    }

    @Test
    void aClientThatLeavesWhileItsAnswerIsWaitedForIsNoticed() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch left = new CountDownLatch(1);
        Routes routes = LiveServer.routes().add(Route.get("/kept", "", exchange -> {
            exchange.whenLeft(() -> {
                left.countDown();
                exchange.respond(Response.empty(204));
            });
            asked.countDown();
            if (asked.getCount() == 1) {
                exchange.respond(Response.text(200, "first"));
            }
        }));
        HttpConfig config = new HttpConfig(new HostPort("127.0.0.1", 0), List.of(), first.certificate(), first.key());
        try (LiveServer server = new LiveServer(config, LiveServer.limits(20), routes)) {
            byte[] request = "GET /kept HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            SSLSocket socket = connect(server);
            socket.getOutputStream().write(request);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            socket.getOutputStream().write(request);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            socket.close();
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
            server.awaitNoConnections();
            assertThat(server.faults).isEmpty();
        }
    }

    @Test
    void servesANewCertificateOnceItsFilesAreRightAndTheOldOneUntilThen() throws Exception {
        try (LiveServer server = start()) {
            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Waiting.until("the fault to be recorded", () -> !server.faults.isEmpty());
            Waiting.sleep(300);
            assertThat(server.faults).singleElement().asString().contains("still served", "is not the key of");
            try (SSLSocket socket = connect(server)) {
                assertThat(socket.getSession().isValid()).isTrue();
            }
            Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            String wanted = serial(second);
            Waiting.until("the new certificate", () -> wanted.equals(serialServed(server)));
            Files.writeString(first.certificate(), "no certificate");
            Waiting.until("the second fault", () -> server.faults.size() == 2);
            assertThat(serialServed(server)).isEqualTo(wanted);
        }
    }

    @Test
    void saysAtTheStartWhatIsWrongWithTheFiles() throws Exception {
        Path none = directory.resolve("none.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path old = Files.writeString(
                directory.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n");
        Map<Path, String> certificates =
                Map.of(none, "none.pem does not exist", empty, "empty.pem holds no certificate");
        certificates.forEach((file, sentence) -> assertThatThrownBy(() -> start(file, first.key()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot serve HTTPS")
                .hasMessageContaining(sentence));
        Map<Path, String> keys = Map.of(
                none,
                "none.pem does not exist",
                empty,
                "PKCS #8",
                old,
                "openssl pkcs8",
                second.key(),
                "is not the key of");
        keys.forEach((file, sentence) -> assertThatThrownBy(() -> start(first.certificate(), file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(sentence));
    }

    @Test
    void requiresBothFlagsOrNone() {
        Settings settings = new Settings(Map.of("tls-cert", new Settings.Setting(List.of("a.pem"), "flag")));
        assertThatThrownBy(() -> HttpConfig.from(settings, HttpConfig.HTTP))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--tls-key");
    }

    @Test
    void closesConnectionsThatDoNotCompleteTheHandshake() throws Exception {
        try (LiveServer server = start();
                Socket silent = new Socket("127.0.0.1", server.address().getPort());
                Socket plain = new Socket("127.0.0.1", server.address().getPort())) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            LiveServer.awaitClose(silent, 20_000);
            LiveServer.readAll(plain);
            try (SSLSocket half = connect(server)) {
                half.startHandshake();
                half.getOutputStream().write("GET /sec".getBytes(StandardCharsets.US_ASCII));
                LiveServer.awaitClose(half, 20_000);
            }
            server.awaitNoConnections();
        }
    }

    private static String serialServed(LiveServer server) {
        try (SSLSocket socket = connect(server)) {
            return serial(socket);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String serial(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .toString();
    }

    private static String serial(RedisServerCertificate certificate) throws Exception {
        try (var in = Files.newInputStream(certificate.certificate())) {
            return ((X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509")
                            .generateCertificate(in))
                    .getSerialNumber()
                    .toString();
        }
    }

    private static SSLSocket connect(LiveServer server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", server.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
