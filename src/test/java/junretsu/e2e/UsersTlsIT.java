package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServerCertificate;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of the line protocol. */
class UsersTlsIT {
    private static final int LIMIT_MS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void aNewCertificateIsSeenOnceItsFilesAreRightAndOpenConnectionsStay() throws Exception {
        RedisServerCertificate served = RedisServerCertificate.create(Files.createDirectory(directory.resolve("1")));
        RedisServerCertificate next = RedisServerCertificate.create(Files.createDirectory(directory.resolve("2")));
        try (JunretsuProcess server = JunretsuProcess.serveUsers(
                        Setup.newest(),
                        directory.resolve("data"),
                        "--tls-cert",
                        served.certificate().toString(),
                        "--tls-key",
                        served.key().toString());
                SSLSocket open = connect(server)) {
            BigInteger old = serial(open);
            Files.copy(next.certificate(), served.certificate(), StandardCopyOption.REPLACE_EXISTING);
            String fault = "clients of the line protocol still see the old certificate";
            Waiting.until("the fault to be told", () -> (server.stdout() + server.stderr()).contains(fault));
            assertThat(serialOfANewOne(server)).isEqualTo(old);
            Files.copy(next.key(), served.key(), StandardCopyOption.REPLACE_EXISTING);
            Waiting.until("the new certificate", () -> !serialOfANewOne(server).equals(old));
            open.getOutputStream().write("{}\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(open.getInputStream().read()).isEqualTo('{');
        }
    }

    private static BigInteger serialOfANewOne(JunretsuProcess server) {
        try (SSLSocket socket = connect(server)) {
            return serial(socket);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger serial(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private static SSLSocket connect(JunretsuProcess server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.tcpPort());
        socket.setSoTimeout(LIMIT_MS);
        socket.startHandshake();
        return socket;
    }

    /** Trusts every server, since the test compares certificates itself. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
