package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import junretsu.testing.JobFlood;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a queue in Redis, of which any may be killed or stand still at any time. */
class JobsRedisFaultsIT {
    private static final String ADMIN = "the-admin";
    private static final int LEASE_MS = 1_000;
    private static final int DEATHS_MAX = 5;

    /** Two primes of 38 digits: minutes of work. */
    private static final String HARD = "2401250128960445501719191111121355533010385356539517218654848334733665441651";

    /** Two primes of 92 and 93 bits: seconds of work. */
    private static final String LONG = "16346619428672435080972694704557087288871389523660561033";

    @TempDir
    Path data;

    private final List<JunretsuProcess> processes = new ArrayList<>();
    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start("--appendonly", "yes");
    }

    @AfterEach
    void stop() {
        processes.forEach(JunretsuProcess::close);
        redis.close();
    }

    private JunretsuProcess api(String name, String http) {
        return serve(name, "--role", "api", "--http", http, "--admin-token", ADMIN);
    }

    private JunretsuProcess worker(String name, String... flags) {
        List<String> words = new ArrayList<>(List.of("--role", "worker", "--workers", "1"));
        words.addAll(List.of(flags));
        return serve(name, words.toArray(String[]::new));
    }

    private JunretsuProcess serve(String name, String... flags) {
        List<String> words = new ArrayList<>(List.of("--redis", redis.url(), "--lease", LEASE_MS + "ms"));
        words.addAll(List.of(flags));
        JunretsuProcess process =
                JunretsuProcess.serveJobs(Setup.newest(), data.resolve(name), words.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    private void end(JunretsuProcess process) {
        processes.remove(process);
        process.kill();
        process.close();
    }

    private static String post(JunretsuProcess api, String number) {
        HttpResponse<String> answer = api.post("/api/jobs?caller=a", null, "{\"number\":" + number + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return (String) JsonReader.readObject(answer.body()).get("id");
    }

    private static Map<String, Object> job(JunretsuProcess api, String id) {
        return JsonReader.readObject(api.get("/api/jobs/" + id).body());
    }

    private static void await(JunretsuProcess api, String id, String status) {
        Waiting.until(status, () -> job(api, id).get("status").equals(status));
    }

    @Test
    void everyAcceptedJobCompletesOnceThoughAnyProcessIsKilled() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        JunretsuProcess[] apis = {api("api-0", "127.0.0.1:0"), api("api-1", "127.0.0.1:0")};
        JunretsuProcess[] workers = {worker("worker-0", "--http", "off"), worker("worker-1", "--http", "off")};
        try (JobFlood first = JobFlood.at(1, apis[0].http(), seed);
                JobFlood second = JobFlood.at(1, apis[1].http(), seed + 1_000)) {
            for (int kill = 0; kill < Soak.rounds(4, 30); kill++) {
                first.awaitMore(20);
                second.awaitMore(20);
                Waiting.sleep(random.nextInt(400));
                int one = kill / 2 % 2;
                if (kill % 2 == 0) {
                    end(workers[one]);
                    workers[one] = worker("worker-" + one, "--http", "off");
                } else {
                    String address = URI.create(apis[one].http()).getAuthority();
                    end(apis[one]);
                    apis[one] = api("api-" + one, address);
                }
                first.requireKept(apis[1].http());
                second.requireKept(apis[0].http());
            }
            int accepted = first.finish().requireAllCompleted(apis[1].http())
                    + second.finish().requireAllCompleted(apis[0].http());
            assertThat(jobs(apis[0])).as("seed %d", seed).isEqualTo(accepted);
        }
        for (JunretsuProcess each : processes) {
            assertThat(each.terminate()).isZero();
            assertThat(each.requireQuiet().complaints()).isEmpty();
        }
    }

    /** All jobs that there are, of which none may have been made twice. */
    private static int jobs(JunretsuProcess api) {
        int sum = 0;
        String behind = "";
        while (behind != null) {
            Map<String, Object> page =
                    JsonReader.readObject(api.request("GET", "/api/jobs?limit=1000" + behind, ADMIN, "")
                            .body());
            sum += ((List<?>) page.get("jobs")).size();
            behind = page.get("next") == null ? null : "&before=" + page.get("next");
        }
        return sum;
    }

    @Test
    void aWorkerThatStandsStillForLongerThanItsLeaseHasLostItsJob() {
        JunretsuProcess api = api("api", "127.0.0.1:0");
        JunretsuProcess sleeper = worker("sleeper");
        String id = post(api, LONG);
        await(api, id, "running");
        Waiting.until("a slice", () -> sleeper.metric("junretsu_jobs_worker_cpu_seconds_total") > 0);
        sleeper.signal("STOP");
        JunretsuProcess other = worker("other");
        await(api, id, "completed");
        Map<String, Object> result = job(api, id);
        sleeper.signal("CONT");
        Waiting.until("the loss to be known", () -> sleeper.metric("junretsu_jobs_leases_lost_total") == 1);
        assertThat(job(api, id)).isEqualTo(result);
        Waiting.until("the other's count", () -> other.count("completed") == 1);
        assertThat(sleeper.count("completed")).isZero();

        end(other);
        await(api, post(api, "1001"), "completed");
        assertThat(sleeper.count("completed")).isEqualTo(1);
        sleeper.requireQuiet();
    }

    @Test
    void aJobThatFiveWorkersDiedOfIsSetApartAndDoneOnceItIsPutBack() {
        JunretsuProcess api = api("api", "127.0.0.1:0");
        String id = post(api, HARD);
        List<JunretsuProcess> workers = new ArrayList<>(List.of(worker("worker-0")));
        for (int kill = 1; !isFailed(api, id); kill++) {
            assertThat(kill).as("%s", job(api, id)).isLessThan(4 * DEATHS_MAX);
            workers.add(worker("worker-" + kill));
            Waiting.until("a slice", () -> workers.stream().anyMatch(JobsRedisFaultsIT::isBegun) || isFailed(api, id));
            workers.stream().filter(JobsRedisFaultsIT::isBegun).toList().forEach(worker -> {
                workers.remove(worker);
                end(worker);
            });
        }
        workers.forEach(this::end);
        assertThat((List<?>) job(api, id).get("deaths")).hasSize(DEATHS_MAX);
        assertThat(api.request("GET", "/api/dead", ADMIN, "").body()).contains(id, "its worker was not heard of");

        HttpResponse<String> requeue = api.post("/api/jobs/" + id + "/requeue", ADMIN, "");
        assertThat(requeue.statusCode()).as(requeue.body()).isBetween(200, 204);
        worker("last", "--job-time", "300ms");
        await(api, id, "partial");
        assertThat(job(api, id)).containsEntry("composite", HARD);
        assertThat(api.request("GET", "/api/dead", ADMIN, "").body()).doesNotContain(id);
    }

    @Test
    void whatRedisDoesNotTakeIsAnsweredWith503AndNeverForgotten() {
        JunretsuProcess server = serve("all", "--workers", "1", "--redis-timeout", "500ms");
        String before = post(server, "1001");
        requireRefusal(server, () -> redis.command("REPLICAOF", "127.0.0.1", "1"));
        redis.command("REPLICAOF", "NO", "ONE");
        requireService(server);
        requireRefusal(server, () -> redis.command("CONFIG", "SET", "maxmemory", "1"));
        redis.command("CONFIG", "SET", "maxmemory", "0");
        requireService(server);
        requireRefusal(server, redis::pause);
        redis.resume();
        requireService(server);
        requireRefusal(server, redis::kill);
        redis.restart();
        requireService(server);
        redis.command("FLUSHALL");
        requireService(server);
        await(server, before, "completed");
        assertThat(server.terminate()).isZero();
        assertThat(server.requireQuiet().stderr()).contains("jobs in Redis:");
    }

    private static void requireRefusal(JunretsuProcess server, Runnable harm) {
        harm.run();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = server.post("/compute?caller=a", null, "{\"number\":1003}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    /** It takes jobs again, and does them. */
    private static void requireService(JunretsuProcess server) {
        String[] id = {null};
        Waiting.until("jobs to be taken", () -> {
            HttpResponse<String> answer = server.post("/api/jobs?caller=a", null, "{\"number\":1005}");
            id[0] = (String) JsonReader.readObject(answer.body()).get("id");
            return answer.statusCode() == 202;
        });
        await(server, id[0], "completed");
    }

    private static boolean isBegun(JunretsuProcess worker) {
        return worker.count("slices") > 0;
    }

    private static boolean isFailed(JunretsuProcess api, String id) {
        return job(api, id).get("status").equals("failed");
    }
}
