package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisListener;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.testing.WebhookReceiver;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Milestones happen once: over all servers, restarts and a Redis that forgets. */
class MilestonesIT {
    private static final String CHANNEL = "junretsu:{live}:milestone";

    @TempDir
    Path data;

    @Test
    void severalInOneFlushAllFireInOrderAndStayReachedAfterACrash() {
        String[] flags = {"--milestone", "200=gold", "--milestone", "100=confetti", "--milestone", "1m=flash"};
        List<Object> reached;
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            String[] all = with(flags, "--webhook", receiver.url());
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, all);
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[250]);
                Waiting.until("two messages", () -> receiver.messages().size() == 2);
                reached = reached(server);
                assertThat(reached.subList(0, 2)).doesNotContainNull();
                assertThat(reached.get(2)).isNull();
                server.kill();
            }
            assertThat(receiver.messages())
                    .extracting(message -> message.get("milestone"))
                    .containsExactly(100L, 200L);
            assertThat(receiver.messages().get(0))
                    .containsEntry("event", "live")
                    .containsEntry("effect", "confetti")
                    .containsEntry("total", 250L)
                    .containsEntry("time", reached.get(0))
                    .containsEntry("id", "live:100");
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data, all);
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[10]);
                Waiting.until("a flush", () -> server.metric("junretsu_votes_flushed_total") == 260);
                assertThat(reached(server)).isEqualTo(reached);
                Waiting.sleep(500);
            }
            assertThat(receiver.messages()).as("after the restart").hasSize(2);
        }
    }

    @Test
    void whatAnEarlierRehearsalHadPassedIsMarkedAndNotAnnounced() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data);
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[200]);
            Waiting.until("the votes", () -> server.count("total") == 200);
            assertThat(server.terminate()).isZero();
        }
        try (WebhookReceiver receiver = new WebhookReceiver();
                JunretsuProcess server = JunretsuProcess.serve(
                        Setup.oldest(), data, with(flags(100, 150, 250), "--webhook", receiver.url()));
                VoteSender sender = VoteSender.to(server)) {
            assertThat(reached(server).subList(0, 2)).doesNotContainNull();
            assertThat(announced(server)).containsExactly(false, false, false);
            sender.send(new byte[60]);
            Waiting.until("a message", () -> !receiver.messages().isEmpty());
            Waiting.sleep(300);
            assertThat(receiver.messages())
                    .extracting(message -> message.get("milestone"))
                    .containsExactly(250L);
            assertThat(announced(server)).containsExactly(false, false, true);
            assertThat(server.stderr())
                    .contains("milestone 100 was passed before this start: marked, not announced")
                    .contains("milestone 150 was passed before this start: marked, not announced");
        }
    }

    @Test
    void whatAllServersTogetherHadPassedBeforeIsMarkedAndNotAnnounced() {
        try (RedisServer redis = RedisServer.start();
                WebhookReceiver receiver = new WebhookReceiver()) {
            String[] shared = {"--redis", redis.url()};
            for (String node : List.of("a", "b")) {
                try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data.resolve(node), shared);
                        VoteSender sender = VoteSender.to(server)) {
                    sender.send(new byte[60]);
                    Waiting.until("a flush", () -> server.metric("junretsu_votes_flushed_total") == 60);
                    assertThat(server.terminate()).isZero();
                }
            }
            String[] all = with(with(flags(100, 150), shared), "--webhook", receiver.url());
            try (JunretsuProcess a = JunretsuProcess.serve(Setup.oldest(), data.resolve("a"), all);
                    JunretsuProcess b = JunretsuProcess.serve(Setup.oldest(), data.resolve("b"), all);
                    VoteSender toA = VoteSender.to(a)) {
                Waiting.until("both to know", () -> isReached(a, 0) && isReached(b, 0));
                assertThat(announced(a)).containsExactly(false, false);
                assertThat(announced(b)).containsExactly(false, false);
                toA.send(new byte[40]);
                Waiting.until("both to know", () -> isReached(a, 1) && isReached(b, 1));
                Waiting.until("a message", () -> !receiver.messages().isEmpty());
                assertThat(announced(b)).containsExactly(false, true);
            }
            assertThat(receiver.messages())
                    .extracting(message -> message.get("milestone"))
                    .containsExactly(150L);
        }
    }

    @Test
    void aServerWithoutVotesOfItsOwnShowsTheEventsRate() {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess a = JunretsuProcess.serve(Setup.oldest(), data.resolve("a"), "--redis", redis.url());
                JunretsuProcess b = JunretsuProcess.serve(Setup.oldest(), data.resolve("b"), "--redis", redis.url());
                VoteSender toA = VoteSender.to(a)) {
            Waiting.until("the rate", () -> {
                toA.send(new byte[100]);
                return b.counts().get("cluster") instanceof Map<?, ?> cluster && (Double) cluster.get("rate") > 100;
            });
            assertThat(b.counts()).containsEntry("rate", 0.0);
        }
    }

    @Test
    void oneOfSeveralServersAnnouncesEachEvenWhenRedisForgets() {
        try (RedisServer redis = RedisServer.start();
                RedisListener listener = new RedisListener(redis, CHANNEL);
                WebhookReceiver receiver = new WebhookReceiver()) {
            String[] flags = {
                "--redis",
                redis.url(),
                "--webhook",
                receiver.url(),
                "--milestone",
                "100=gold",
                "--milestone",
                "300=shake"
            };
            try (JunretsuProcess a = JunretsuProcess.serve(Setup.oldest(), data.resolve("a"), flags);
                    JunretsuProcess b = JunretsuProcess.serve(Setup.newest(), data.resolve("b"), flags);
                    VoteSender toA = VoteSender.to(a);
                    VoteSender toB = VoteSender.to(b)) {
                for (int i = 0; i < 60; i++) {
                    toA.send((byte) 1);
                    toB.send((byte) 2);
                    Waiting.sleep(5);
                }
                Waiting.until("both to know", () -> isReached(a, 0) && isReached(b, 0));
                assertThat(reached(a)).isEqualTo(reached(b));
                redis.command("FLUSHALL");
                toA.send(new byte[100]);
                toB.send(new byte[100]);
                Waiting.until("both to know", () -> isReached(a, 1) && isReached(b, 1));
                assertThat(reached(a)).isEqualTo(reached(b));
                Waiting.until("the messages", () -> receiver.messages().size() >= 2);
                Waiting.sleep(500);
            }
            assertThat(listener.messages())
                    .extracting(message -> JsonReader.readObject(message).get("milestone"))
                    .containsExactly(100L, 300L);
            assertThat(receiver.messages())
                    .extracting(message -> message.get("milestone"))
                    .containsExactly(100L, 300L);
            assertThat(redis.hash("junretsu:{live}:milestones").keySet()).containsExactlyInAnyOrder("100", "300");
        }
    }

    @Test
    void oneServerAnnouncesWhenRedisForgetsBeforeTheOthersHaveHeardOfIt() {
        try (RedisServer redis = RedisServer.start();
                WebhookReceiver receiver = new WebhookReceiver()) {
            String[] flags = {"--redis", redis.url(), "--webhook", receiver.url(), "--milestone", "100=gold"};
            try (JunretsuProcess a = JunretsuProcess.serve(Setup.oldest(), data.resolve("a"), flags);
                    JunretsuProcess b = JunretsuProcess.serve(Setup.newest(), data.resolve("b"), flags);
                    VoteSender toA = VoteSender.to(a);
                    VoteSender toB = VoteSender.to(b)) {
                toA.send(new byte[45]);
                toB.send(new byte[45]);
                Waiting.until("90 votes", () -> "90".equals(redis.command("GET", "junretsu:{live}:total")));
                redis.command("SAVE");
                Waiting.sleep(3_500);
                try (RedisListener listener = new RedisListener(redis, CHANNEL)) {
                    toA.send(new byte[6]);
                    toB.send(new byte[6]);
                    Waiting.until("the message", () -> listener.messages().size() == 1);
                    redis.kill();
                }
                redis.restart();
                Waiting.until("both to know", () -> isReached(a, 0) && isReached(b, 0));
                assertThat(reached(a)).isEqualTo(reached(b));
                Waiting.until("the message", () -> !receiver.messages().isEmpty());
                Waiting.sleep(1_000);
            }
            assertThat(receiver.messages())
                    .extracting(message -> message.get("milestone"))
                    .containsExactly(100L);
        }
    }

    @Test
    void aWebhookIsTriedUntilItTakesTheMessageAlsoAfterARestart() {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answer(500);
            String[] flags = {"--webhook", receiver.url(), "--milestone", "1=flash", "--milestone", "2=gold"};
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, flags);
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[2]);
                Waiting.until("two tries", () -> receiver.messages().size() >= 2);
                assertThat(server.metric("junretsu_votes_webhook_pending_messages"))
                        .isEqualTo(2);
                assertThat(server.stderr()).containsOnlyOnce("webhook: the receiver answered 500; trying again");
                server.kill();
            }
            receiver.answer(200);
            receiver.messages().clear();
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, flags)) {
                Waiting.until("the delivery", () -> server.metric("junretsu_votes_webhook_messages_total") == 2);
                assertThat(server.metric("junretsu_votes_webhook_pending_messages"))
                        .isZero();
            }
            assertThat(receiver.messages())
                    .extracting(message -> message.get("milestone"))
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void aMessageThatAWebhookNeverAnswersIsGivenUpAndReported() {
        String[] flags = {"--webhook", "http://127.0.0.1:1/", "--webhook-give-up", "1s", "--milestone", "1=flash"};
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, flags);
                VoteSender sender = VoteSender.to(server)) {
            sender.send((byte) 0);
            Waiting.until(
                    "giving up",
                    () -> server.get("/metrics")
                            .body()
                            .contains("junretsu_votes_webhook_messages_total{result=\"failed\"} 1"));
            assertThat(server.stderr()).contains("webhook: gave up on the message about milestone 1");
        }
    }

    private static String[] with(String[] flags, String... more) {
        return IntStream.range(0, flags.length + more.length)
                .mapToObj(i -> i < flags.length ? flags[i] : more[i - flags.length])
                .toArray(String[]::new);
    }

    private static String[] flags(long... milestones) {
        return java.util.Arrays.stream(milestones)
                .boxed()
                .flatMap(at -> Stream.of("--milestone", at + "=flash"))
                .toArray(String[]::new);
    }

    private static List<Object> announced(JunretsuProcess server) {
        return milestones(server, "announced");
    }

    private static boolean isReached(JunretsuProcess server, int index) {
        return reached(server).get(index) != null;
    }

    private static List<Object> reached(JunretsuProcess server) {
        return milestones(server, "reached");
    }

    private static List<Object> milestones(JunretsuProcess server, String field) {
        return ((List<?>) server.counts().get("milestones"))
                .stream()
                        .map(milestone -> ((Map<?, ?>) milestone).get(field))
                        .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
    }
}
