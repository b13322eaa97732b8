package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import junretsu.config.TlsTrust;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.RedisServerCertificate;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers from many clients, which share the threads of a server. */
class NumbersCrowdIT {
    private static final long SEED = Seed.draw();

    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void name() {
        log = directory.resolve("numbers.log");
    }

    @Test
    void tenThousandClientsCostNoThreadEachAndAllAreClosedAtTerminate() throws Exception {
        int count = 10_000;
        List<SocketChannel> clients = new ArrayList<>();
        try (JunretsuProcess server = serve("--connections", "" + count)) {
            for (int i = 0; i < count; i++) {
                clients.add(connect(server));
            }
            Waiting.until("all clients", () -> server.count("connections") == count);
            try (NumberClient tooMany = new NumberClient(server)) {
                assertThat(tooMany.isClosed()).isTrue();
            }
            assertThat(server.count("refused")).isEqualTo(1);
            for (int i = 0; i < count; i += 100) {
                send(clients.get(i), String.format("%09d\n", i) + (i % 200 == 0 ? "1234" : ""));
            }
            Waiting.until("a number of each hundredth", () -> server.count("received") == count / 100);
            assertThat(threads(server)).isLessThan(64);
            clients.get(7).setOption(StandardSocketOptions.TCP_NODELAY, true);
            send(clients.get(7), "terminate\n");
            assertThat(server.exitCode()).isZero();
            for (SocketChannel client : clients) {
                assertThat(isClosed(client)).isTrue();
            }
            assertThat(server.stdout())
                    .contains("Unique total: " + count / 100 + "\n")
                    .contains(count / 200 + " cut short by the end of their connection");
            server.requireQuiet();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
        assertThat(Files.readAllLines(log)).hasSize(count / 100);
    }

    @Test
    void linesComeInAnyPiecesAndABadOneClosesItsClientAlone() throws Exception {
        Random random = new Random(SEED);
        List<NumberClient> clients = new ArrayList<>();
        List<StringBuilder> unsent = new ArrayList<>();
        TreeSet<String> lines = new TreeSet<>();
        try (JunretsuProcess server = serve("--loops", "1", "--connections", "20")) {
            NumberClient bad = new NumberClient(server);
            for (int i = 0; i < 19; i++) {
                clients.add(new NumberClient(server));
                unsent.add(new StringBuilder());
                for (int n = 0; n < 2_000; n++) {
                    String line = String.format("%09d", random.nextInt(20_000));
                    lines.add(line);
                    unsent.get(i).append(line).append('\n');
                }
            }
            bad.send("99999");
            for (int left = clients.size(); left > 0; ) {
                int i = random.nextInt(clients.size());
                StringBuilder rest = unsent.get(i);
                int length = Math.min(rest.length(), 1 + random.nextInt(random.nextBoolean() ? 12 : 4_000));
                if (length > 0) {
                    clients.get(i).send(rest.substring(0, length));
                    rest.delete(0, length);
                    left -= rest.length() == 0 ? 1 : 0;
                }
            }
            bad.send("999x\n");
            assertThat(bad.isClosed()).isTrue();
            Waiting.until("all lines, seed " + SEED, () -> server.count("received") == 19 * 2_000);
            assertThat(server.count("unique")).as("seed %d", SEED).isEqualTo(lines.size());
            assertThat(server.count("bytes")).isEqualTo(19 * 20_000 + 10);
            assertThat(server.count("rejected")).isEqualTo(1);
            assertThat(server.count("unfinished")).isZero();
            clients.get(0).send("terminate\n");
            assertThat(server.exitCode()).isZero();
            bad.close();
        }
        for (NumberClient client : clients) {
            client.close();
        }
        List<String> logged = Files.readAllLines(log);
        assertThat(logged).hasSize(lines.size());
        assertThat(new TreeSet<>(logged)).as("seed %d", SEED).isEqualTo(lines);
    }

    @Test
    void aSilentClientOfALoopIsClosedAfterItsTimeAlsoWithinALine() throws Exception {
        try (JunretsuProcess server = serve("--loops", "2", "--idle", "500ms");
                NumberClient silent = new NumberClient(server);
                NumberClient half = new NumberClient(server)) {
            half.send("000000001\n0000");
            assertThat(silent.isClosed()).isTrue();
            assertThat(half.isClosed()).isTrue();
            Waiting.until("their places", () -> server.count("connections") == 0);
            assertThat(server.count("unfinished")).isEqualTo(1);
        }
    }

    @Test
    void clientsMaySpeakTls() throws Exception {
        RedisServerCertificate files = RedisServerCertificate.create(directory);
        try (JunretsuProcess server = serve(
                "--tls",
                "--tls-cert",
                files.certificate().toString(),
                "--tls-key",
                files.key().toString(),
                "--http",
                "off")) {
            SSLContext trust = TlsTrust.context("ca", files.certificate());
            try (Socket client = trust.getSocketFactory().createSocket("127.0.0.1", server.tcpPort());
                    Socket bad = trust.getSocketFactory().createSocket("127.0.0.1", server.tcpPort())) {
                bad.setSoTimeout(10_000);
                for (int i = 0; i < 1_000; i++) {
                    client.getOutputStream().write(ascii(String.format("%09d\n%09d\n", i, 7)));
                }
                bad.getOutputStream().write(ascii("00000000x\n"));
                assertThat(isClosed(bad)).isTrue();
                client.getOutputStream().write(ascii("terminate\n"));
                assertThat(server.exitCode()).isZero();
            }
            assertThat(server.stdout()).contains("Received 1000 unique numbers, 1000 duplicates. Unique total: 1000\n");
        }
    }

    private JunretsuProcess serve(String... flags) {
        return JunretsuProcess.serveNumbers(Setup.oldest(), log, flags);
    }

    private static SocketChannel connect(JunretsuProcess server) throws Exception {
        return SocketChannel.open(new InetSocketAddress("127.0.0.1", server.tcpPort()));
    }

    private static void send(SocketChannel client, String text) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(ascii(text));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isClosed(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isClosed(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static long threads(JunretsuProcess server) throws Exception {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
            return tasks.count();
        }
    }
}
