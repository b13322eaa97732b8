package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blast of users as one who runs it meets it. */
class UsersBlastIT {
    private static final String[] SERVE = {"--hash-memory=1MiB", "--seed-users"};

    @TempDir
    Path data;

    @BeforeEach
    void seed() {
        try (JunretsuProcess seed =
                JunretsuProcess.start(Setup.oldest(), "users", "seed", "10k", "--data", data.toString())) {
            assertThat(seed.exitCode()).as(seed.stderr()).isZero();
        }
    }

    @Test
    void theServerHasCountedWhatWasAnsweredByEachWayToLogIn() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, SERVE);
                JunretsuProcess unseeded = blast(server, "--users", "20k")) {
            assertThat(unseeded.exitCode()).isEqualTo(1);
            assertThat(unseeded.stderr()).contains("'id19999' cannot log in", "'junretsu users seed'", "--seed-users");

            Map<String, Object> mixed = report(blast(
                    server, "--count", "3000", "--clients", "20", "--mix", "login=2,validate=6,nickname=1,logout=1"));
            assertThat(mixed).containsEntry("wrong", 0L).containsEntry("failed", 0L);

            JunretsuProcess ways = blast(
                    server,
                    "--login",
                    "fresh,scram,remembered,token",
                    "--mix",
                    "login",
                    "--pick",
                    "fixed:4",
                    "--clients",
                    "2",
                    "--count",
                    "60");
            List<?> stages = (List<?>) report(ways).get("stages");
            assertThat(stages).hasSize(4);
            long[] hashes = IntStream.range(0, 4)
                    .mapToLong(i -> number(stages.get(i), "verify", "server_hashes"))
                    .toArray();
            assertThat(hashes[0]).isBetween(50L, 60L);
            assertThat(hashes[1]).isZero();
            assertThat(hashes[2]).isZero();
            assertThat(hashes[3]).isZero();
            assertThat(number(stages.get(3), "operations", "validate", "ok")).isEqualTo(60);
        }
    }

    @Test
    void aServerThatIsKilledFailsAndIsNotWrong() {
        JunretsuProcess blast;
        String port;
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, SERVE)) {
            port = Integer.toString(server.tcpPort());
            blast = JunretsuProcess.start(
                    Setup.oldest(),
                    "blast",
                    "users",
                    "--target",
                    "127.0.0.1:" + port,
                    "--duration",
                    "5m",
                    "--clients",
                    "20",
                    "--pick",
                    "fixed:50",
                    "--mix",
                    "login=1,validate=6,nickname=3",
                    "--json");
            Waiting.until("a load", () -> blast.stderr().contains("operations sent"));
            server.kill();
        }
        try (blast;
                JunretsuProcess again = JunretsuProcess.serveUsers(
                        Setup.newest(), data, "--listen=127.0.0.1:" + port, SERVE[0], SERVE[1])) {
            Waiting.until(
                    "validations by the clients that came back",
                    () -> again.get("/metrics")
                            .body()
                            .contains(
                                    "junretsu_users_request_duration_seconds_count{verb=\"validate\",result=\"ok\"}"));
            assertThat(blast.terminate()).isEqualTo(143);
            Map<String, Object> report = JsonReader.readObject(blast.stdout());
            assertThat(report).as(blast.stdout()).containsEntry("wrong", 0L).containsEntry("interrupted", true);
            assertThat((Long) report.get("failed")).isPositive();
        }
    }

    private static JunretsuProcess blast(JunretsuProcess server, String... flags) {
        List<String> words = new ArrayList<>(List.of("blast", "users", "--target", "127.0.0.1:" + server.tcpPort()));
        words.addAll(List.of("--verify", server.http(), "--json"));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(Setup.oldest(), words.toArray(String[]::new));
    }

    private static Map<String, Object> report(JunretsuProcess blast) {
        try (blast) {
            assertThat(blast.exitCode()).as(blast.stderr()).isZero();
            return JsonReader.readObject(blast.stdout());
        }
    }

    private static long number(Object object, String... path) {
        Object found = object;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
        }
        return (Long) found;
    }
}
