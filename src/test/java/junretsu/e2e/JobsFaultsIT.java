package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.testing.JobFlood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills and standstills under load: every job that was accepted completes exactly once, and no result changes. */
class JobsFaultsIT {
    private static final int CLIENTS = 8;
    private static final String ADMIN = "the-admin";

    @TempDir
    Path data;

    @Test
    void everyAcceptedJobCompletesOnceAfterEachOfManyKills() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Setup setup = random.nextBoolean() ? Setup.oldest() : Setup.newest();
        JunretsuProcess server = JunretsuProcess.serveJobs(setup, data);
        String address = URI.create(server.http()).getAuthority();
        try (JobFlood flood = JobFlood.at(CLIENTS, server.http(), seed)) {
            for (int kill = 0; kill < Soak.rounds(5, 30); kill++) {
                flood.awaitMore(CLIENTS);
                Waiting.sleep(random.nextInt(400));
                if (kill % 5 == 3) {
                    assertThat(server.terminate()).isZero();
                    server.requireQuiet();
                } else {
                    server.kill();
                }
                server.close();
                server = JunretsuProcess.serveJobs(setup, data, "--http", address, "--admin-token", ADMIN);
                flood.requireKept(server.http());
            }
            flood.awaitMore(CLIENTS);
            int accepted = flood.finish().requireAllCompleted(server.http());
            assertThat(jobs(server)).as("seed %d", seed).isEqualTo(accepted);
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().complaints()).isEmpty();
        } finally {
            server.close();
        }
    }

    /** All jobs that the server has, of which none may have been made twice. */
    private static int jobs(JunretsuProcess server) {
        int sum = 0;
        String behind = "";
        while (behind != null) {
            Map<String, Object> page =
                    JsonReader.readObject(server.request("GET", "/api/jobs?limit=1000" + behind, ADMIN, "")
                            .body());
            sum += ((List<?>) page.get("jobs")).size();
            behind = page.get("next") == null ? null : "&before=" + page.get("next");
        }
        return sum;
    }

    @Test
    void nothingIsLostWhenItStandsStillUnderLoad() throws Exception {
        long seed = Seed.draw();
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.newest(), data);
                JobFlood flood = JobFlood.at(CLIENTS, server.http(), seed)) {
            for (int stop = 0; stop < Soak.rounds(2, 10); stop++) {
                flood.awaitMore(CLIENTS);
                server.signal("STOP");
                Waiting.sleep(Soak.rounds(1_000, 12_000));
                server.signal("CONT");
                flood.awaitMore(CLIENTS);
                flood.requireKept(server.http());
            }
            flood.finish().requireAllCompleted(server.http());
            assertThat(server.requireQuiet().terminate()).isZero();
        }
    }

    /** Two primes of 104 bits each: some seconds of ECM, then a sieve. */
    private static String sieved(Random random) {
        return BigInteger.probablePrime(104, random)
                .multiply(BigInteger.probablePrime(104, random))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12m", "14m"})
    void aHeapThatIsTooSmallIsTheDeathOfAJobOrEndsTheServerWithASentenceAndLosesNothing(String heap) throws Exception {
        Random random = new Random(5);
        String batch = "[{\"number\":" + sieved(random) + "},{\"number\":" + sieved(random) + "}]";
        List<String> small = List.of("env", "JDK_JAVA_OPTIONS=-Xmx" + heap);
        try (JunretsuProcess server = JunretsuProcess.serveJobs(small, Setup.oldest(), data, "--seats", "2")) {
            assertThat(server.post("/api/jobs?caller=a", null, batch).statusCode())
                    .isEqualTo(202);
            Waiting.until("a lack of memory", 120_000, () -> !server.isAlive() || hasDeath(server));
            if (!server.isAlive()) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.stderr()).contains("so this server ends", "OutOfMemoryError");
            }
        }
        try (JunretsuProcess server = JunretsuProcess.serveJobs(Setup.oldest(), data)) {
            assertThat((List<?>) JsonReader.readObject(
                                    server.get("/api/jobs?caller=a").body())
                            .get("jobs"))
                    .hasSize(2);
            assertThat(server.post("/api/jobs?caller=b&wait=60s", null, "{\"number\":1001}")
                            .body())
                    .contains("completed");
        }
    }

    private static boolean hasDeath(JunretsuProcess server) {
        try {
            return server.get("/api/jobs?caller=a").body().contains("OutOfMemoryError");
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
