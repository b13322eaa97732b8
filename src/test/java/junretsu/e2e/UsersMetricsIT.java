package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.UserLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a users server: each request in exactly one place of each family. */
class UsersMetricsIT {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path data;

    @Test
    void tellEachLoginByItsWayAndResultAndTheTimesOfItsStages() throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = JunretsuProcess.serveUsers(
                        Setup.newest(),
                        data,
                        "--redis",
                        redis.url(),
                        "--remember-logins",
                        "15m",
                        "--hash-memory=1MiB");
                UserLine line = new UserLine(server.tcpPort())) {
            register(line);
            for (int i = 0; i < 3; i++) {
                login(line, PASSWORD, "Err", "");
            }
            for (int i = 0; i < 5; i++) {
                login(line, "not this one", "Err", "Invalid password");
            }
            login(line, PASSWORD, "Err", "Too many attempts");
            line.raw("no request");
            String metrics = server.get("/metrics").body();
            assertThat(metrics)
                    .contains("junretsu_users_logins_total{how=\"fresh\",result=\"ok\"} 1\n")
                    .contains("junretsu_users_logins_total{how=\"remembered\",result=\"ok\"} 2\n")
                    .contains("junretsu_users_logins_total{how=\"none\",result=\"wrong\"} 5\n")
                    .contains("junretsu_users_limited_total{why=\"user_at_address\"} 1\n")
                    .contains("junretsu_users_request_duration_seconds_count{verb=\"login\",result=\"ok\"} 3\n")
                    .contains("junretsu_users_request_duration_seconds_count{verb=\"login\",result=\"rejected\"} 5\n")
                    .contains("junretsu_users_request_duration_seconds_count{verb=\"login\",result=\"limited\"} 1\n")
                    .contains("junretsu_users_invalid_lines_total 1\n")
                    .contains("junretsu_users_faults_total 0\n")
                    .contains("junretsu_users_stage_duration_seconds_count{stage=\"write\"} 11\n")
                    .contains("junretsu_users_stage_duration_seconds_count{stage=\"hash\"} 2\n")
                    .contains("junretsu_users_stage_duration_seconds_count{stage=\"queue\"} 7\n")
                    .contains("junretsu_users_waiting{for=\"hash\"} 0\n")
                    .contains("junretsu_users_waiting{for=\"store\"} 0\n")
                    .contains("junretsu_users_waiting{for=\"redis\"} 0\n");
            assertThat(count(metrics, "store")).isGreaterThanOrEqualTo(11);
            assertThat(count(metrics, "redis")).isGreaterThanOrEqualTo(18);
            redis.kill();
            login(line, PASSWORD, "Err", "Unavailable");
            assertThat(server.get("/metrics").body())
                    .contains("request_duration_seconds_count{verb=\"login\",result=\"unavailable\"} 1\n");
        }
    }

    private static void register(UserLine line) throws Exception {
        assertThat(line.ask("REGISTER", "Username", "alice", "Password", PASSWORD))
                .containsEntry("Success", true);
    }

    private static void login(UserLine line, String password, String key, String value) throws Exception {
        Map<String, Object> answer = line.ask("LOGIN", "Username", "alice", "Password", password);
        assertThat(answer).containsEntry(key, value);
    }

    private static long count(String metrics, String stage) {
        String name = "junretsu_users_stage_duration_seconds_count{stage=\"" + stage + "\"} ";
        return metrics.lines()
                .filter(sample -> sample.startsWith(name))
                .mapToLong(sample -> Long.parseLong(sample.substring(name.length())))
                .findFirst()
                .orElse(0);
    }
}
