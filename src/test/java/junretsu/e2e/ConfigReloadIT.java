package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HUP at a running server. */
class ConfigReloadIT {
    private static final String SUCCESS = "junretsu_config_reload_success";

    @TempDir
    Path data;

    @Test
    void takesAGoodFileAndLeavesAllAsItIsForABrokenOne() throws Exception {
        Path file = data.resolve("conf");
        Files.writeString(file, "labels=0=Red\nmilestone=100=gold\nviewers=9\nadmin-token=open sesame\n");
        try (JunretsuProcess server = JunretsuProcess.serve(
                        Setup.newest(), data.resolve("d"), "--config", file.toString(), "--viewers", "11");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[50]);
            Waiting.until("votes", 5_000, () -> server.count("total") == 50);
            Files.writeString(
                    file,
                    "labels=0=Rot:#e33,1=Blau\nmilestone=60=flash\nthreads=3\nviewers=7\nadmin-token=open barley\n");
            server.signal("HUP");
            Waiting.until(
                    "the labels", 5_000, () -> server.get("/api/stage").body().contains("Blau"));
            Waiting.until("the log", 5_000, () -> server.stderr().contains("the configuration was reread"));
            assertThat(server.stderr()).contains("count from the next start on: --threads");
            assertThat(server.request("GET", "/api/desk", "open barley", "").body())
                    .as("a flag beats the file")
                    .contains("\"viewers_max\":11");
            assertThat(server.post("/api/stage", "open sesame", "{\"title\":\"x\"}")
                            .statusCode())
                    .as("the old token")
                    .isEqualTo(401);
            sender.send(new byte[20]);
            Waiting.until(
                    "the milestone",
                    5_000,
                    () -> server.get("/api/counts").body().contains("\"announced\":true"));

            String before = server.get("/api/stage").body();
            for (String broken : new String[] {
                "labels=0=A,0=B\nmilestone=500=gold\n",
                "milestone=500=boom\nlabels=0=A\n",
                "lables=0=A\nmilestone=500=gold\n"
            }) {
                Files.writeString(file, broken);
                server.signal("HUP");
                Waiting.until("it to be told", 5_000, () -> server.metric(SUCCESS) == 0);
                assertThat(server.get("/api/stage").body()).isEqualTo(before);
                Files.writeString(file, "labels=0=Rot:#e33,1=Blau\nmilestone=60=flash\nadmin-token=open barley\n");
                server.signal("HUP");
                Waiting.until("a good one again", 5_000, () -> server.metric(SUCCESS) == 1);
            }
            assertThat(server.stderr())
                    .contains("the configuration stays as it is: --labels (from ")
                    .contains("unknown name 'lables'");
            assertThat(server.count("total")).isEqualTo(70);
            assertThat(server.terminate()).isZero();
        }
    }
}
