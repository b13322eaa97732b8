package junretsu.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.config.Settings;
import junretsu.testing.RedisCluster;
import junretsu.testing.RedisServer;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

/** Commands, pipelines and scripts to a Redis, and to one that answers what no Redis does. */
class RedisLinkIT {

    @Test
    void repliesToCommandsPipelinesAndScripts() {
        try (RedisServer redis = RedisServer.start();
                RedisLink link = link(redis.url())) {
            assertThat(link.call(RedisCommand.of("SET", "k", "v"))).isEqualTo(bytes("OK"));
            assertThat(link.ask(RedisCommand.of("GET", "k"))).isEqualTo(bytes("v"));
            assertThat(link.call(RedisCommand.of("GET", "none"))).isNull();
            LuaScript release = new LuaScript("release.lua");
            assertThat(release.run(link, 1, List.of(bytes("h"), bytes("id"), bytes("i"))))
                    .isNull();
            redis.command("SCRIPT", "FLUSH");
            assertThat(release.run(link, 1, List.of(bytes("h"), bytes("id"), bytes("i"))))
                    .isNull();
            assertThat(link.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsManyCommandsAtOnceHoweverMuchTheyAre() {
        List<RedisCommand> commands = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            commands.add(RedisCommand.of("SADD", "set", "member-" + i / 2).add(new byte[100]));
        }
        try (RedisServer redis = RedisServer.start();
                RedisLink link = link(redis.url())) {
            List<Object> replies = link.callAll(commands);
            assertThat(replies).hasSize(20_000);
            assertThat(replies.stream().mapToLong(Long.class::cast).sum()).isEqualTo(10_001);
            assertThat(link.callAll(List.of())).isEmpty();

            redis.command("SET", "text", "x");
            List<RedisCommand> bad = List.of(RedisCommand.of("SADD", "text", "y"), RedisCommand.of("SADD", "set", "y"));
            assertThatThrownBy(() -> link.callAll(bad))
                    .isInstanceOfSatisfying(
                            RedisException.Rejected.class,
                            e -> assertThat(e.fault()).isEqualTo(RedisFault.WRONGTYPE));
            assertThat(link.call(RedisCommand.of("SCARD", "set"))).isEqualTo(10_002L);

            List<Object> known = new ArrayList<>();
            assertThatThrownBy(() -> link.callAll(List.of(bad.get(1), bad.get(0), bad.get(1)), known))
                    .isInstanceOf(RedisException.Rejected.class);
            assertThat(known).containsExactly(0L);
        }
    }

    @Test
    void aPipelineFollowsItsSlotThroughACluster() {
        List<RedisCommand> commands = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            commands.add(RedisCommand.of("SADD", "{e}set", "member-" + i));
        }
        try (RedisCluster cluster = RedisCluster.start();
                RedisLink link = link(cluster.servers().get(0).url().replace("redis:", "redis+cluster:"))) {
            link.callAll(commands);
            RedisServer owner = cluster.owner("{e}set");
            RedisServer other = cluster.servers().get(owner == cluster.servers().get(0) ? 1 : 0);
            cluster.move("{e}set", other);
            link.callAll(commands);
            assertThat(other.command("SCARD", "{e}set")).isEqualTo(3_000L);
        }
    }

    @Test
    void aPipelineToARedisThatDoesNotReadEndsWithATimeout() {
        List<RedisCommand> commands = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            commands.add(RedisCommand.of("SET", "k").add(new byte[40_000]));
        }
        try (RedisServer redis = RedisServer.start();
                RedisLink link = link(redis.url())) {
            link.connect();
            redis.pause();
            assertThatThrownBy(() -> link.callAll(commands))
                    .isInstanceOfSatisfying(
                            RedisException.NoReply.class,
                            e -> assertThat(e.fault()).isEqualTo(RedisFault.TIMEOUT));
            assertThat(link.isConnected()).isFalse();
            redis.resume();
        }
    }

    @Test
    void aReplyThatPromisesTooMuchOrNestsTooDeepIsAFault() throws Exception {
        for (String reply :
                List.of("$2000000000\r\n", "*2147483647\r\n", "*1\r\n".repeat(200_000), "?\r\n", "*2\r\n$a\r\n")) {
            try (Answering server = new Answering(reply, 0);
                    RedisLink link = link(server.url())) {
                assertThatThrownBy(() -> link.call(RedisCommand.of("GET", "k")))
                        .as(reply.length() > 40 ? "nested" : reply)
                        .isInstanceOfSatisfying(
                                RedisException.NoReply.class,
                                e -> assertThat(e.fault()).isEqualTo(RedisFault.RESET));
                assertThat(link.isConnected()).isFalse();
            }
        }
    }

    @Test
    void aRedirectionToNoAddressIsAFaultAndLeadsNowhere() throws Exception {
        for (String target : List.of("127.0.0.1:99999", "127.0.0.1:0", "x")) {
            try (Answering server = new Answering("-MOVED 5 " + target + "\r\n", 0);
                    RedisLink link = link(server.url())) {
                String address = link.address();
                assertThatThrownBy(() -> link.call(RedisCommand.of("GET", "k"))).isInstanceOf(RedisException.class);
                assertThat(link.address()).isEqualTo(address);
            }
        }
    }

    @Test
    void aReplyThatDripsHasTheTimeOfOneReplyInAll() throws Exception {
        try (Answering server = new Answering("$1000\r\n" + "x".repeat(1_000) + "\r\n", 50);
                RedisLink link = link(server.url())) {
            assertThatThrownBy(() -> link.call(RedisCommand.of("GET", "k")))
                    .isInstanceOfSatisfying(
                            RedisException.NoReply.class,
                            e -> assertThat(e.fault()).isEqualTo(RedisFault.TIMEOUT));
        }
    }

    private static RedisLink link(String url) {
        Settings settings = new Settings(Map.of(
                "redis",
                new Settings.Setting(List.of(url), "flag"),
                "redis-timeout",
                new Settings.Setting(List.of("500ms"), "flag")));
        return new RedisLink(RedisConfig.from(settings, variable -> null).orElseThrow(), Clock.SYSTEM);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A server that greets, and answers whatever else it is sent with the same bytes, at once or a byte at a time. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        private final byte[] answer;
        private final long pauseMs;

        Answering(String answer, long pauseMs) throws IOException {
            this.answer = bytes(answer);
            this.pauseMs = pauseMs;
            Thread thread = new Thread(this::serve, "answering");
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "redis://127.0.0.1:" + listener.getLocalPort();
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                    byte[] request = new byte[8_192];
                    for (int size; (size = client.getInputStream().read(request)) > 0; ) {
                        boolean isGreeting = new String(request, 0, size, StandardCharsets.UTF_8).contains("HELLO");
                        write(client.getOutputStream(), isGreeting);
                    }
                } catch (IOException e) {
                    // The client has had enough, or the test is over.
                }
            }
        }

        private void write(OutputStream out, boolean isGreeting) throws IOException {
            if (isGreeting || pauseMs == 0) {
                out.write(isGreeting ? bytes("*2\r\n$5\r\nproto\r\n:2\r\n") : answer);
                return;
            }
            for (byte one : answer) {
                out.write(one);
                Waiting.sleep(pauseMs);
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
