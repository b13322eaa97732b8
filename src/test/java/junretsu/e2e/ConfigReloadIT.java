package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.VoteSocket;
import junretsu.testing.Waiting;
import junretsu.testing.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HUP at a running server. */
class ConfigReloadIT {
    private static final String REREAD = "the configuration was reread";
    private static final String DELIVERED = "junretsu_votes_webhook_messages_total{result=\"delivered\"}";
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
            Waiting.until("votes", () -> server.count("total") == 50);
            Files.writeString(
                    file,
                    "labels=0=Rot:#e33,1=Blau\nmilestone=60=flash\nthreads=3\nviewers=7\nadmin-token=open barley\n");
            server.signal("HUP");
            Waiting.until("the labels", () -> server.get("/api/stage").body().contains("Blau"));
            Waiting.until("the log", () -> server.stderr().contains("the configuration was reread"));
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
                    "the milestone", () -> server.get("/api/counts").body().contains("\"announced\":true"));

            String before = server.get("/api/stage").body();
            for (String broken : new String[] {
                "labels=0=A,0=B\nmilestone=500=gold\n",
                "milestone=500=boom\nlabels=0=A\n",
                "lables=0=A\nmilestone=500=gold\n"
            }) {
                Files.writeString(file, broken);
                server.signal("HUP");
                Waiting.until("it to be told", () -> server.metric(SUCCESS) == 0);
                assertThat(server.get("/api/stage").body()).isEqualTo(before);
                Files.writeString(file, "labels=0=Rot:#e33,1=Blau\nmilestone=60=flash\nadmin-token=open barley\n");
                server.signal("HUP");
                Waiting.until("a good one again", () -> server.metric(SUCCESS) == 1);
            }
            assertThat(server.stderr())
                    .contains("the configuration stays as it is: --labels (from ")
                    .contains("unknown name 'lables'");
            assertThat(server.count("total")).isEqualTo(70);
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void takesTheLimitsOfTheCrowdForThoseWhoAreConnected() throws Exception {
        Path file = data.resolve("conf");
        Files.writeString(file, "crowd=100\ncrowd-rate=1\n");
        try (JunretsuProcess server =
                        JunretsuProcess.serve(Setup.newest(), data.resolve("d"), "--config", file.toString());
                VoteSocket anna = VoteSocket.open(server, VoteSocket.client(1))) {
            anna.send(1, new byte[100]);
            assertThat(anna.answer(1).limited()).isGreaterThan(80);
            Files.writeString(
                    file,
                    "crowd=2\ncrowd-rate=10000\npublic-url=https://votes.example.org\nhttp-host=votes.example.org\n"
                            + "threads=3\nlogo=" + logo() + "\n");
            hangUp(server);
            assertThat(server.stderr()).contains("count from the next start on: --logo, --threads");
            assertThat(server.get("/api/stage").body()).contains("https://votes.example.org/vote", "\"rate\":10000");
            AtomicLong number = new AtomicLong(1);
            Waiting.until("a budget that has grown", () -> {
                long before = server.count("total");
                anna.send(number.incrementAndGet(), new byte[100]);
                return anna.answer(number.get()).counted() - before == 100;
            });
            try (VoteSocket ben = VoteSocket.open(server, VoteSocket.client(2))) {
                ben.send(1, (byte) 1);
                assertThat(ben.answer(1).counted()).isEqualTo(1);
                assertThatThrownBy(() -> VoteSocket.open(server, VoteSocket.client(3)))
                        .hasStackTraceContaining("503");
            }
            Files.writeString(file, "crowd=150\n");
            hangUp(server);
            try (VoteSocket ben = VoteSocket.open(server, VoteSocket.client(2));
                    VoteSocket carol = VoteSocket.open(server, VoteSocket.client(3))) {
                ben.send(2, (byte) 1);
                carol.send(1, (byte) 1);
                assertThat(ben.answer(2).counted() + carol.answer(1).counted()).isEqualTo(3);
            }
            Files.writeString(file, "crowd=off\n");
            hangUp(server);
            assertThat(server.stderr()).contains("count from the next start on: --crowd");
            anna.send(number.incrementAndGet(), (byte) 1);
            assertThat(anna.answer(number.get()).acknowledged()).isEqualTo(number.get());
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void givesAndTakesAwayAWebhook() throws Exception {
        Path file = data.resolve("conf");
        String milestones = "milestone=10=gold\nmilestone=20=gold\nmilestone=30=gold\n";
        Files.writeString(file, milestones);
        try (WebhookReceiver hook = new WebhookReceiver();
                JunretsuProcess server =
                        JunretsuProcess.serve(Setup.newest(), data.resolve("d"), "--config", file.toString());
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[10]);
            Waiting.until("a milestone without a webhook", () -> passed(server) == 1);
            Files.writeString(file, milestones + "webhook=" + hook.url() + "\n");
            hangUp(server);
            sender.send(new byte[10]);
            Waiting.until("a message", () -> server.metric(DELIVERED) == 1);
            Files.writeString(file, milestones);
            hangUp(server);
            sender.send(new byte[10]);
            Waiting.until("the last milestone", () -> passed(server) == 3);
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            Files.writeString(file, milestones + "webhook=" + hook.url() + "\n");
            hangUp(server);
            assertThat(server.terminate()).isZero();
            assertThat(hook.messages())
                    .as("those passed while there was a webhook")
                    .hasSize(1);
            assertThat(server.stderr()).doesNotContain("next start");
        }
    }

    private static double passed(JunretsuProcess server) {
        return server.metric("junretsu_votes_milestones_passed");
    }

    private Path logo() throws Exception {
        return Files.writeString(data.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    }

    private static void hangUp(JunretsuProcess server) throws Exception {
        long before =
                server.stderr().lines().filter(line -> line.contains(REREAD)).count();
        server.signal("HUP");
        Waiting.until(
                "the log",
                () -> server.stderr()
                                .lines()
                                .filter(line -> line.contains(REREAD))
                                .count()
                        > before);
    }
}
