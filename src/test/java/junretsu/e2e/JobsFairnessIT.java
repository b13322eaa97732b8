package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises of fair turns, as callers see them over HTTP. Measured in the CPU time of the workers, which other
 * programs on the machine do not lengthen.
 */
class JobsFairnessIT {
    private static final int WORKERS = 2;
    private static final int LIMIT_MS = 120_000;
    private static final int SMALL = 12;
    private static final int BATCH = 5;
    private static final double SLICE_S = 0.05;

    /** By which a turn may be longer than its slice, and how old the CPU time of a caller may be that is shown. */
    private static final double SLACK_S = 0.1;

    private final long seed = Seed.draw();
    private final Random random = new Random(seed);
    private final List<JunretsuProcess> workers = new ArrayList<>();
    private JunretsuProcess api;
    private RedisServer redis;

    /** CPU seconds of workers that were killed. */
    private double lostSeconds;

    @TempDir
    Path data;

    @AfterEach
    void stop() {
        workers.forEach(JunretsuProcess::close);
        if (redis != null) {
            api.close();
            redis.close();
        }
    }

    @Test
    void areKeptByOneServer() {
        api = JunretsuProcess.serveJobs(Setup.newest(), data, "--workers", "" + WORKERS);
        workers.add(api);
        keepsThePromises(() -> {});
    }

    @Test
    void areKeptByManyProcessesOfWhichOneIsKilled() {
        redis = RedisServer.start("--appendonly", "yes");
        api = serve("api", "--role", "api");
        for (int i = 0; i < WORKERS; i++) {
            workers.add(serve("worker-" + i, "--role", "worker", "--workers", "1"));
        }
        keepsThePromises(() -> {
            JunretsuProcess killed = workers.remove(0);
            lostSeconds += seconds(killed);
            killed.kill();
            killed.close();
            workers.add(serve("another", "--role", "worker", "--workers", "1"));
        });
    }

    private JunretsuProcess serve(String name, String... flags) {
        List<String> words = new ArrayList<>(List.of("--redis", redis.url(), "--lease", "1s"));
        words.addAll(List.of(flags));
        return JunretsuProcess.serveJobs(Setup.newest(), data.resolve(name), words.toArray(String[]::new));
    }

    private void keepsThePromises(Runnable harm) {
        post("hard", "", semiprimes(500, 100));
        for (int batch = 0; batch < Soak.rounds(3, 20); batch++) {
            post("easy", "", semiprimes(1_000, 56));
        }
        Waiting.until("work for both", LIMIT_MS, () -> share("hard") > 0 && share("easy") > 0);
        requireShares(Soak.rounds(2, 30));
        harm.run();
        requireShortDelays();
        requireShares(Soak.rounds(2, 30));
        assertThat(share("easy")).as("both still have work").isPositive();
        assertThat(api.count("failed")).isZero();
        workers.forEach(JunretsuProcess::requireQuiet);
    }

    /** P2, for so many seconds of CPU. */
    private void requireShares(double seconds) {
        double most = 2 * (WORKERS + 1) * (SLICE_S + SLACK_S);
        double lowest = share("hard") - share("easy");
        double highest = lowest;
        for (double end = used() + seconds; used() < end; ) {
            double difference = share("hard") - share("easy");
            lowest = Math.min(lowest, difference);
            highest = Math.max(highest, difference);
            assertThat(highest - lowest)
                    .as("seconds by which the shares drifted, seed %d", seed)
                    .isLessThan(most);
            Waiting.sleep(50);
        }
    }

    /** P1 and P3: callers with one number, or a batch, have their factors after a round of the others. */
    private void requireShortDelays() {
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < SMALL; i++) {
            double before = used();
            List<String> numbers = semiprimes(i % 2 == 0 ? 1 : BATCH, 30);
            String answer = post("small " + i % 7, "&wait=60s", numbers);
            delays.add(used() - before);
            assertThat(answer).as("seed %d", seed).contains("\"completed\"").doesNotContain("\"queued\"");
        }
        delays.sort(null);
        double round = WORKERS * (2 * SLICE_S + SLACK_S);
        assertThat(delays.get(SMALL / 2))
                .as("median of %s, seed %d", delays, seed)
                .isLessThan(2 * round);
        assertThat(delays.get(SMALL - 1))
                .as("most of %s, seed %d", delays, seed)
                .isLessThan(6 * round);
    }

    private List<String> semiprimes(int count, int bits) {
        List<String> numbers = new ArrayList<>();
        BigInteger prime = BigInteger.probablePrime(bits, random);
        for (int i = 0; i < count; i++) {
            prime = i % 25 == 0 ? BigInteger.probablePrime(bits, random) : prime.nextProbablePrime();
            numbers.add(prime.multiply(BigInteger.probablePrime(bits, random)).toString());
        }
        return numbers;
    }

    private String post(String caller, String query, List<String> numbers) {
        String body = numbers.stream().map(n -> "{\"number\":" + n + "}").collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = api.post("/api/jobs?caller=" + caller.replace(' ', '-') + query, null, body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return answer.body();
    }

    /** CPU seconds that a caller has used. */
    private double share(String caller) {
        for (Object each :
                (List<?>) JsonReader.readObject(api.get("/api/queue").body()).get("callers")) {
            Map<?, ?> look = (Map<?, ?>) each;
            if (look.get("caller").equals(caller)) {
                return (Long) look.get("cpu_ms") / 1e3;
            }
        }
        return 0;
    }

    /** CPU seconds that all workers have used. */
    private double used() {
        return lostSeconds
                + workers.stream().mapToDouble(JobsFairnessIT::seconds).sum();
    }

    private static double seconds(JunretsuProcess worker) {
        return ((Number) worker.counts().get("worker_cpu_s")).doubleValue();
    }
}
