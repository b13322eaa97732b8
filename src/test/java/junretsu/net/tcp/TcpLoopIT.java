package junretsu.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import junretsu.config.TlsFiles;
import junretsu.config.TlsTrust;
import junretsu.testing.RedisServerCertificate;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops with real clients over loopback. A line is answered by itself, by whom and when each test says. */
@Timeout(120)
class TcpLoopIT {
    private static final int LINE_MAX = 1_000;

    @TempDir
    private Path directory;

    /** A reply whose answer is a text and a line feed. */
    static final class TextReply extends TcpReply<String> {
        TextReply(TcpPeer peer) {
            super(peer);
        }

        @Override
        protected int bytesMax(String text) {
            return text.length() + 1;
        }

        @Override
        protected int write(String text, byte[] into, int at) {
            byte[] line = (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(line, 0, into, at, line.length);
            return at + line.length;
        }
    }

    private static Framing framing(BiConsumer<TextReply, String> answering) {
        return new LineFraming() {
            @Override
            protected void line(TcpPeer peer, byte[] bytes, int from, int length) {
                String line = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
                if (line.equals("STOP")) {
                    peer.end(new byte[0]);
                    return;
                }
                if (line.equals("FAULT")) {
                    throw new IllegalStateException("a fault of the framing");
                }
                TextReply reply = new TextReply(peer);
                peer.expect(reply);
                answering.accept(reply, line);
            }

            @Override
            public int messageBytesMax(byte[] bytes, int from, int to) {
                return LINE_MAX;
            }

            @Override
            public byte[] lastWords(TcpLimit passed) {
                return (passed + "\n").getBytes(StandardCharsets.US_ASCII);
            }
        };
    }

    private static LoopSite echo(TcpLimits limits) throws IOException {
        return new LoopSite(() -> framing(TextReply::complete), limits, 2, 100);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static TcpLimits limits(int unanswered, long halfMs, long idleMs) {
        return new TcpLimits(unanswered, halfMs * 1_000_000, idleMs * 1_000_000);
    }

    @Test
    void linesAreAnsweredHoweverTheyAreCut() throws Exception {
        try (LoopSite site = echo(LoopSite.LIMITS);
                Socket client = site.connect()) {
            BufferedReader answers = reader(client);
            for (String part : new String[] {"a", "b", "c\n", "\r\n", "\n", "d\r\ne\nf", "\ng\n"}) {
                send(client, part);
                Waiting.sleep(2);
            }
            for (String expected : new String[] {"abc", "", "", "d", "e", "f", "g"}) {
                assertThat(answers.readLine()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersKeepTheOrderOfRequestsWhoeverCompletesThemFirst(boolean isEncrypted) throws Exception {
        SSLContext[] contexts = isEncrypted ? contexts() : new SSLContext[2];
        Supplier<SSLContext> tls = isEncrypted ? () -> contexts[0] : null;
        long seed = Seed.draw();
        int clients = 8;
        int lines = 20_000;
        ExecutorService workers = Executors.newFixedThreadPool(3);
        Queue<Runnable> late = new ConcurrentLinkedQueue<>();
        AtomicInteger turn = new AtomicInteger();
        BiConsumer<TextReply, String> answering = (reply, line) -> {
            switch (turn.incrementAndGet() % 4) {
                case 0 -> reply.complete(line);
                case 1 -> late.add(() -> reply.complete(line));
                default -> workers.execute(() -> reply.complete(line));
            }
            if (turn.get() % 7 == 0) {
                workers.execute(() -> drain(late));
            }
        };
        try (LoopSite site = new LoopSite(() -> framing(answering), tls, LoopSite.LIMITS, 2, 100)) {
            Thread[] threads = new Thread[clients];
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            for (int c = 0; c < clients; c++) {
                Random random = new Random(seed + c);
                String name = "client-" + c;
                threads[c] = new Thread(() -> pipeline(site, contexts[1], name, lines, random, wrong));
                threads[c].start();
            }
            while (isAnyAlive(threads)) {
                drain(late);
                Waiting.sleep(1);
            }
            assertThat(wrong).as("seed %d", seed).isEmpty();
            assertThat(site.faults()).isZero();
        } finally {
            workers.shutdownNow();
        }
    }

    /** The server's, and one of clients that trust it. */
    private SSLContext[] contexts() throws Exception {
        RedisServerCertificate made = RedisServerCertificate.create(directory);
        return new SSLContext[] {
            new TlsFiles(made.certificate(), made.key()).context(), TlsTrust.context("ca", made.certificate())
        };
    }

    private static Socket connect(LoopSite site, SSLContext trust) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", site.port());
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    @Test
    void encryptedConnectionsEndAsOthersDoAndHandshakesInTime() throws Exception {
        SSLContext[] contexts = contexts();
        try (LoopSite site = new LoopSite(
                        () -> framing(TextReply::complete), () -> contexts[0], limits(9, 3_000, 60_000), 1, 9);
                Socket mute = site.connect();
                Socket plain = site.connect();
                Socket client = connect(site, contexts[1])) {
            send(client, "b\n" + "x".repeat(LINE_MAX) + "\nSTOP\n");
            BufferedReader answers = reader(client);
            assertThat(answers.readLine()).isEqualTo("b");
            assertThat(answers.readLine()).hasSize(LINE_MAX);
            assertThat(answers.readLine()).isNull();
            send(plain, "a\n");
            assertThat(plain.getInputStream().readAllBytes()).doesNotContain('a');
            assertThat(mute.getInputStream().read()).isEqualTo(-1);
            assertThat(site.faults()).isZero();
            Waiting.until("all places", () -> site.listener().connections() == 0);
        }
    }

    private static void drain(Queue<Runnable> late) {
        for (Runnable task = late.poll(); task != null; task = late.poll()) {
            task.run();
        }
    }

    private static boolean isAnyAlive(Thread[] threads) {
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                return true;
            }
        }
        return false;
    }

    /** Sends all lines without waiting, in pieces of random lengths, and reads the answers beside it. */
    private static void pipeline(
            LoopSite site, SSLContext trust, String name, int lines, Random random, Queue<String> wrong) {
        try (Socket client = trust == null ? site.connect() : connect(site, trust)) {
            Thread sender = new Thread(() -> sendAll(client, name, lines, random));
            sender.start();
            BufferedReader answers = reader(client);
            for (int i = 0; i < lines; i++) {
                String answer = answers.readLine();
                if (!(name + " " + i).equals(answer)) {
                    wrong.add(name + " " + i + " got " + answer);
                    return;
                }
            }
            sender.join();
        } catch (IOException | InterruptedException e) {
            wrong.add(name + ": " + e);
        }
    }

    private static void sendAll(Socket client, String name, int lines, Random random) {
        try {
            OutputStream out = client.getOutputStream();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                text.append(name).append(' ').append(i).append('\n');
                if (text.length() > random.nextInt(3_000)) {
                    int cut = random.nextInt(text.length());
                    out.write(text.substring(0, cut).getBytes(StandardCharsets.ISO_8859_1));
                    text.delete(0, cut);
                }
            }
            out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionWithTooManyUnansweredIsNotReadUntilOneIsAnswered() throws Exception {
        Queue<TextReply> open = new ConcurrentLinkedQueue<>();
        try (LoopSite site =
                        new LoopSite(() -> framing((reply, line) -> open.add(reply)), limits(4, 60_000, 60_000), 1, 9);
                Socket client = site.connect()) {
            send(client, "1\n2\n3\n4\n5\n6\n7\n8\n9\nhal");
            Waiting.until("four requests", () -> open.size() == 4);
            Waiting.sleep(50);
            assertThat(open).hasSize(4);
            open.remove().complete("one");
            assertThat(reader(client).readLine()).isEqualTo("one");
            Waiting.until("one more", () -> open.size() == 4);
        }
    }

    @Test
    void aReplyIsAnsweredOnce() throws Exception {
        BiConsumer<TextReply, String> twice = (reply, line) -> {
            assertThat(reply.complete(line)).isTrue();
            assertThat(reply.complete("again")).isFalse();
        };
        try (LoopSite site = new LoopSite(() -> framing(twice), LoopSite.LIMITS, 1, 9);
                Socket client = site.connect()) {
            send(client, "a\nb\n");
            BufferedReader answers = reader(client);
            assertThat(answers.readLine()).isEqualTo("a");
            assertThat(answers.readLine()).isEqualTo("b");
        }
    }

    @Test
    void aLineTooLongHasItsLastWordsBehindTheAnswersAndAnEnd() throws Exception {
        try (LoopSite site = echo(LoopSite.LIMITS)) {
            String longest = "x".repeat(LINE_MAX);
            for (String tooLong : new String[] {longest + "x\n", longest + longest}) {
                try (Socket client = site.connect()) {
                    send(client, "a\n" + longest.substring(1) + "\n" + tooLong);
                    BufferedReader answers = reader(client);
                    assertThat(answers.readLine()).isEqualTo("a");
                    assertThat(answers.readLine()).hasSize(LINE_MAX - 1);
                    assertThat(answers.readLine()).isEqualTo("MESSAGE_BYTES");
                    assertThat(answers.readLine()).isNull();
                }
            }
            assertThat(site.ended(TcpLimit.MESSAGE_BYTES)).isEqualTo(2);
        }
    }

    @Test
    void theLongestLineIsTakenThoughItsEndComesLater() throws Exception {
        try (LoopSite site = echo(LoopSite.LIMITS);
                Socket client = site.connect()) {
            BufferedReader answers = reader(client);
            String longest = "x".repeat(LINE_MAX);
            for (String end : new String[] {"\n", "\r\n"}) {
                for (int sent = 0; sent < end.length(); sent++) {
                    send(client, longest + end.substring(0, sent));
                    Waiting.sleep(50);
                    send(client, end.substring(sent));
                    assertThat(answers.readLine()).isEqualTo(longest);
                }
            }
        }
    }

    /** The client would send 2 GiB without a line feed; it is cut off long before, and can read why. */
    @Test
    void anEndlessLineIsCutOffAndItsSenderReadsWhy() throws Exception {
        try (LoopSite site = echo(LoopSite.LIMITS);
                Socket client = site.connect()) {
            BufferedReader answers = reader(client);
            byte[] block = new byte[1 << 20];
            long sent = 0;
            try {
                while (sent < 2L << 30 && !answers.ready()) {
                    client.getOutputStream().write(block);
                    sent += block.length;
                }
            } catch (SocketException e) {
                assertThat(sent).isPositive();
            }
            assertThat(sent).isLessThan(1L << 30);
            assertThat(answers.readLine()).isEqualTo("MESSAGE_BYTES");
        }
    }

    @Test
    void halfALineAndSilenceEndAConnectionInTimeAndARequestUnderWayDoesNot() throws Exception {
        Queue<TextReply> open = new ConcurrentLinkedQueue<>();
        BiConsumer<TextReply, String> answering = (reply, line) -> open.add(reply);
        try (LoopSite site = new LoopSite(() -> framing(answering), limits(9, 300, 600), 2, 9);
                Socket half = site.connect();
                Socket silent = site.connect();
                Socket asking = site.connect()) {
            send(asking, "question\n");
            send(half, "no end");
            for (int i = 0; i < 20; i++) {
                send(half, ".");
            }
            assertThat(reader(half).readLine()).isEqualTo("HALF_MESSAGE");
            assertThat(reader(silent).readLine()).isEqualTo("IDLE");
            Waiting.sleep(800);
            open.remove().complete("answer");
            BufferedReader answers = reader(asking);
            assertThat(answers.readLine()).isEqualTo("answer");
            assertThat(answers.readLine()).isEqualTo("IDLE");
            Waiting.until("all places", () -> site.listener().connections() == 0);
        }
    }

    @Test
    void aClientThatDoesNotReadItsAnswersIsNotReadAndThenEnded() throws Exception {
        BiConsumer<TextReply, String> answering = (reply, line) -> reply.complete("x".repeat(100_000));
        try (LoopSite site = new LoopSite(() -> framing(answering), limits(64, 60_000, 500), 1, 9);
                Socket client = site.connect()) {
            send(client, "a\n".repeat(1_000));
            Waiting.until("its end", () -> site.ended(TcpLimit.IDLE) == 1);
            assertThat(site.loops().workers().get(0).counts().bytesOut()).isLessThan(50_000_000);
            Waiting.until("its place", () -> site.listener().connections() == 0);
        }
    }

    @Test
    void whatWasAskedBeforeTheEndIsAnsweredWhicheverSideEnds() throws Exception {
        Queue<TextReply> open = new ConcurrentLinkedQueue<>();
        BiConsumer<TextReply, String> answering = (reply, line) -> open.add(reply);
        try (LoopSite site = new LoopSite(() -> framing(answering), LoopSite.LIMITS, 1, 9);
                Socket ended = site.connect();
                Socket stopped = site.connect()) {
            send(ended, "a\nb\nhalf");
            ended.shutdownOutput();
            send(stopped, "a\nb\nSTOP\nc\n");
            Waiting.until("four requests", () -> open.size() == 4);
            Waiting.sleep(50);
            assertThat(open).hasSize(4);
            open.forEach(reply -> reply.complete("done"));
            for (Socket client : new Socket[] {ended, stopped}) {
                BufferedReader answers = reader(client);
                assertThat(answers.readLine()).isEqualTo("done");
                assertThat(answers.readLine()).isEqualTo("done");
                assertThat(answers.readLine()).isNull();
            }
        }
    }

    @Test
    void aFaultOfTheFramingEndsItsConnectionAlone() throws Exception {
        try (LoopSite site = new LoopSite(() -> framing(TextReply::complete), LoopSite.LIMITS, 1, 9);
                Socket faulty = site.connect();
                Socket other = site.connect()) {
            send(faulty, "a\nFAULT\nb\n");
            BufferedReader answers = reader(other);
            for (int i = 0; i < 100; i++) {
                send(other, i + "\n");
                assertThat(answers.readLine()).isEqualTo(String.valueOf(i));
            }
            Waiting.until("its end", () -> site.listener().connections() == 1);
            assertThat(site.faults()).isEqualTo(1);
        }
    }

    @Test
    void aClientTooManyReadsWhyItIsRefused() throws Exception {
        try (LoopSite site = new LoopSite(() -> framing(TextReply::complete), LoopSite.LIMITS, 1, 1);
                Socket first = site.connect()) {
            Waiting.until("the first", () -> site.listener().connections() == 1);
            try (Socket second = site.connect()) {
                send(second, "a\n");
                BufferedReader answers = reader(second);
                assertThat(answers.readLine()).isEqualTo("CONNECTIONS");
                assertThat(answers.readLine()).isNull();
            }
            send(first, "a\n");
            assertThat(reader(first).readLine()).isEqualTo("a");
        }
    }

    @Test
    void drainingAnswersWhatIsUnderWayAndEndsTheRest() throws Exception {
        Queue<TextReply> open = new ConcurrentLinkedQueue<>();
        try (LoopSite site = new LoopSite(() -> framing((reply, line) -> open.add(reply)), LoopSite.LIMITS, 2, 9);
                Socket asking = site.connect();
                Socket silent = site.connect()) {
            send(asking, "question\n");
            Waiting.until("the request", () -> open.size() == 1);
            site.loops().drain();
            assertThat(reader(silent).readLine()).isNull();
            open.remove().complete("answer");
            BufferedReader answers = reader(asking);
            assertThat(answers.readLine()).isEqualTo("answer");
            assertThat(answers.readLine()).isNull();
        }
    }
}
