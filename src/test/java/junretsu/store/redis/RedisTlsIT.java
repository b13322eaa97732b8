package junretsu.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import junretsu.redis.RedisConfig;
import junretsu.store.FlushOutcome;
import junretsu.store.Store;
import junretsu.testing.RedisServer;
import junretsu.testing.RedisServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://}. */
class RedisTlsIT {

    @Test
    void encryptsAndBelievesOnlyTheCertificatesItWasGiven(@TempDir Path directory) throws Exception {
        RedisServerCertificate certificate = RedisServerCertificate.create(directory);
        int tlsPort = RedisServer.freePort();
        try (RedisServer redis = RedisServer.start(
                "--tls-port", Integer.toString(tlsPort),
                "--tls-cert-file", certificate.certificate().toString(),
                "--tls-key-file", certificate.key().toString(),
                "--tls-auth-clients", "no")) {
            String url = "rediss://127.0.0.1:" + tlsPort;
            String ca = certificate.certificate().toString();
            try (Store store = Nodes.open(Nodes.config("redis", url, "redis-ca", ca))) {
                assertThat(store.flush(Nodes.counts(4), List.of())).isInstanceOf(FlushOutcome.Applied.class);
                assertThat(Nodes.total(redis)).isEqualTo(4);
            }
            assertThat(fault(Nodes.config("redis", url))).isEqualTo("tls");
            assertThat(fault(Nodes.config("redis", "rediss://localhost:" + tlsPort, "redis-ca", ca)))
                    .as("the certificate is for another name")
                    .isEqualTo("tls");
        }
    }

    @Test
    void saysOfARedisThatSpeaksNoTlsByWhichUrlItIsReached() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store store = Nodes.open(Nodes.config("redis", redis.url().replace("redis:", "rediss:")))) {
            FlushOutcome.Refused refused = (FlushOutcome.Refused) store.flush(Nodes.counts(1), List.of());
            assertThat(refused.sentence()).contains("give redis:// for a Redis that speaks none");
        }
    }

    private static String fault(RedisConfig config) {
        try (Store store = Nodes.open(config)) {
            return ((FlushOutcome.Refused) store.flush(Nodes.counts(1), List.of())).fault();
        }
    }
}
