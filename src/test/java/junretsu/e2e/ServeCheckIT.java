package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.MariaServer;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import junretsu.testing.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code serve --check} of each service: it tries what the server would use, and leaves everything as it was. */
class ServeCheckIT {
    @TempDir
    Path folder;

    /** What a server of each service needs to stand in a folder of its own, at ports that the system gives. */
    record Service(String name, List<String> flags, boolean hasRedis) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Service> services() {
        return Stream.of(
                new Service("votes", List.of("--udp", "127.0.0.1:0", "--data", "data"), true),
                new Service("numbers", List.of("--host", "127.0.0.1", "--port", "0", "--log", "data/log"), true),
                new Service("items", List.of("--data", "data"), true),
                new Service("jobs", List.of("--data", "data"), true),
                new Service("users", List.of("--listen", "127.0.0.1:0", "--data", "data"), true));
    }

    @ParameterizedTest
    @MethodSource("services")
    void leavesTheDataOfAServerThatHasRunAsItIs(Service service) throws Exception {
        Files.createDirectories(folder.resolve("data"));
        try (JunretsuProcess server = start(service, Map.of())) {
            server.awaitReady();
            assertThat(server.terminate()).isZero();
        }
        Map<String, String> before = files();
        assertThat(before).as("the server has left something").isNotEmpty();
        try (JunretsuProcess check = start(service, Map.of(), "--check")) {
            assertThat(check.exitCode()).as(check.stderr()).isZero();
            assertThat(check.stdout()).startsWith("these settings work: " + service.name() + " may be started");
        }
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("services")
    void makesNoFileWhereThereIsNoneAndTellsTheServiceManagerNothing(Service service) throws Exception {
        Path socket = folder.resolve("notify");
        Path heard = folder.resolve("heard");
        Process manager = new ProcessBuilder("python3", "-c", """
                import socket, sys
                s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                s.bind(sys.argv[1])
                open(sys.argv[2], "wb").close()
                while True:
                    open(sys.argv[2], "ab").write(s.recv(9999) + b"\\n")
                """, "" + socket, "" + heard).start();
        try {
            Waiting.until("the socket", () -> Files.exists(heard));
            try (JunretsuProcess check = start(service, Map.of("NOTIFY_SOCKET", "" + socket), "--check")) {
                assertThat(check.exitCode()).as(check.stderr()).isZero();
            }
            assertThat(folder.resolve("data")).doesNotExist();
            assertThat(Files.readString(heard)).doesNotContain("READY");
        } finally {
            manager.destroy();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void asksRedisAndJoinsNoEvent(Service service) throws Exception {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess check = start(service, Map.of(), "--check", "--redis", redis.url())) {
            assertThat(check.exitCode()).as(check.stderr()).isZero();
            assertThat(redis.command("DBSIZE")).isEqualTo(0L);
            assertThat((String) redis.command("INFO", "commandstats"))
                    .contains("cmdstat_set:")
                    .doesNotContain("hset");
        }
        try (JunretsuProcess check = start(service, Map.of(), "--check", "--redis", "redis://127.0.0.1:1")) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.stderr()).contains("--redis: ", "127.0.0.1:1");
        }
    }

    @Test
    void saysThatRedisIsFull() throws Exception {
        Service items = service("items");
        try (RedisServer redis = RedisServer.start("--maxmemory", "1", "--maxmemory-policy", "noeviction");
                JunretsuProcess check = start(items, Map.of(), "--check", "--redis", redis.url())) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.stderr()).contains("--redis: ", "maxmemory").doesNotContain("\tat ");
        }
    }

    @Test
    void sendsNoMessageThatAnEarlierRunHasLeft() throws Exception {
        Path data = folder.resolve("data");
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answer(503);
            List<String> flags = new ArrayList<>(List.of("--milestone", "3=flash"));
            flags.addAll(List.of("--webhook", receiver.url(), "--webhook-give-up", "2h"));
            try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data, flags.toArray(String[]::new));
                    VoteSender sender = VoteSender.to(server)) {
                sender.send(new byte[3]);
                Waiting.until("a first try", () -> !receiver.messages().isEmpty());
                assertThat(server.terminate()).isZero();
            }
            receiver.answer(204);
            receiver.messages().clear();
            flags.addAll(List.of("--udp", "127.0.0.1:0", "--data", "data"));
            try (JunretsuProcess check = start(new Service("votes", flags, true), Map.of(), "--check")) {
                assertThat(check.exitCode()).as(check.stderr()).isZero();
                assertThat(check.stdout()).contains("not tried: ", "the webhook, which is sent nothing");
            }
            assertThat(receiver.messages()).isEmpty();
        }
        try (JunretsuProcess check = start(
                new Service("votes", List.of("--udp", "127.0.0.1:0", "--data", "data"), true),
                Map.of(),
                "--check",
                "--webhook",
                "ftp://nowhere")) {
            assertThat(check.exitCode()).isEqualTo(2);
            assertThat(check.stderr()).contains("--webhook");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysWhichPortIsTaken(Service service) throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            String at = "127.0.0.1:" + taken.getLocalPort();
            try (JunretsuProcess check =
                    JunretsuProcess.start(Setup.oldest(), Map.of(), words(service, "--check", "--http", at))) {
                assertThat(check.exitCode()).isEqualTo(1);
                assertThat(check.stderr()).contains("--http: cannot listen at " + at + ": ");
            }
        }
    }

    @Test
    void saysThatThePortOfVotesIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
                JunretsuProcess check = JunretsuProcess.start(
                        Setup.oldest(),
                        "serve",
                        "--check",
                        "--udp",
                        "127.0.0.1:" + taken.getLocalPort(),
                        "--http",
                        "off",
                        "--data",
                        "" + folder.resolve("data"))) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.stderr()).contains("--udp: cannot listen at ");
        }
    }

    @Test
    void asksTheDatabaseAndMakesNoTableInIt() throws Exception {
        Service users = service("users");
        try (MariaServer database = MariaServer.start()) {
            String url = database.url("users");
            String password = "" + Files.writeString(folder.resolve("password"), MariaServer.PASSWORD + "\n");
            try (JunretsuProcess check = start(
                    users,
                    Map.of(),
                    "--check",
                    "--database",
                    url,
                    "--database-user",
                    MariaServer.USER,
                    "--database-password-file",
                    password)) {
                assertThat(check.exitCode()).as(check.stderr()).isZero();
            }
            try (Connection connection = database.connectAsRoot();
                    Statement statement = connection.createStatement();
                    ResultSet tables = statement.executeQuery("SHOW TABLES FROM users")) {
                assertThat(tables.next()).as("a table").isFalse();
            }
        }
        String dead = "jdbc:mariadb://127.0.0.1:1/junretsu?user=u&password=hunter2";
        try (JunretsuProcess check = start(users, Map.of(), "--check", "--database", dead)) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.stderr()).contains("cannot open the database").doesNotContain("hunter2");
        }
    }

    private static Service service(String name) {
        return services()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JunretsuProcess start(Service service, Map<String, String> environment, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--http", "127.0.0.1:0"));
        return JunretsuProcess.start(Setup.oldest(), environment, words(service, words.toArray(String[]::new)));
    }

    private String[] words(Service service, String... more) {
        List<String> words = new ArrayList<>(List.of("serve", service.name()));
        service.flags().stream()
                .map(word -> word.startsWith("data") ? folder.resolve(word).toString() : word)
                .forEach(words::add);
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /** Name, size, time of the last change and content's hash of each file. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(
                        folder.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return found;
    }
}
