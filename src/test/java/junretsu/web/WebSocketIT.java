package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSocket connections, frame by frame, with an endpoint that answers each message with its first byte. */
class WebSocketIT {
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int MESSAGE_BYTES_MAX = 100;

    private final SocketTimes times = new SocketTimes(
            TimeUnit.MILLISECONDS.toNanos(500),
            TimeUnit.MILLISECONDS.toNanos(2_000),
            TimeUnit.MILLISECONDS.toNanos(1_000),
            TimeUnit.MILLISECONDS.toNanos(500));
    private final Sockets sockets = new Sockets(MESSAGE_BYTES_MAX, times);
    private final Queue<SocketEnd> ends = new ConcurrentLinkedQueue<>();
    private final Thread sweep = new Thread(this::sweep);
    private int answerBytes = 1;
    private volatile int messages;
    private LiveServer server;

    private final class Echo implements SocketListener {
        private MessageSocket socket;

        @Override
        public void opened(MessageSocket opened) {
            socket = opened;
        }

        @Override
        public void message(ByteBuffer bytes) {
            messages++;
            byte[] answer = new byte[answerBytes];
            answer[0] = bytes.get();
            socket.offer(answer);
        }

        @Override
        public void closed(SocketEnd end) {
            ends.add(end);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new LiveServer(LiveServer.limits(1), LiveServer.routes().add(Route.get("/ws", "A socket", exchange -> {
            Response refusal = sockets.refusal(exchange);
            if (refusal == null) {
                sockets.accept(exchange, new Echo());
            } else {
                exchange.respond(refusal);
            }
        })));
        sweep.start();
    }

    @AfterEach
    void stop() throws Exception {
        sweep.interrupt();
        sweep.join();
        server.close();
    }

    private void sweep() {
        try {
            while (true) {
                sockets.sweep();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            // The test has ended.
        }
    }

    @Test
    void answersAMessageInOneOrManyWritesAndAPing() throws Exception {
        try (Client client = open()) {
            client.send(BINARY, 7, 8);
            assertThat(client.read()).isEqualTo("82 [7]");
            for (byte one : frame(BINARY, 9)) {
                client.socket.getOutputStream().write(one);
            }
            assertThat(client.read()).isEqualTo("82 [9]");
            client.send(PING, 1, 2);
            assertThat(client.read()).isEqualTo("8a [1, 2]");
        }
        Waiting.until("its end", () -> ends.contains(SocketEnd.LEFT));
        assertThat(sockets.connections()).isZero();
        assertThat(server.faults).isEmpty();
    }

    @Test
    void aSilentClientIsAskedAndThenCutOff() throws Exception {
        try (Client polite = open();
                Client silent = open()) {
            for (int i = 0; i < 5; i++) {
                assertThat(polite.read()).isEqualTo("89 []");
                polite.send(PONG);
            }
            assertThat(silent.read()).isEqualTo("89 []");
            assertThat(silent.read()).isEqualTo("end");
            assertThat(ends).containsExactly(SocketEnd.SILENT);
            polite.send(BINARY, 1);
            assertThat(polite.readAnswer()).isEqualTo("82 [1]");
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        answerBytes = MESSAGE_BYTES_MAX;
        try (Client deaf = new Client(server.connectDeaf())) {
            try {
                while (ends.isEmpty()) {
                    deaf.send(BINARY, 1);
                }
            } catch (IOException e) {
                // Cut off.
            }
            Waiting.until("its end", () -> !ends.isEmpty());
            assertThat(ends).containsExactly(SocketEnd.UNREAD);
        }
    }

    @Test
    void aClientThatSendsTooManyMessagesIsReadMoreSlowlyAndLosesNone() throws Exception {
        int sent = 5 * Sockets.MESSAGES_A_ROUND;
        long startedNanos = System.nanoTime();
        try (Client client = open()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < sent; i++) {
                all.write(frame(BINARY, i));
            }
            client.socket.getOutputStream().write(all.toByteArray());
            Waiting.until("all messages", () -> messages == sent);
        }
        assertThat(System.nanoTime() - startedNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
    }

    @Test
    void whatIsNoFrameOfAClientEndsTheConnection() throws Exception {
        try (Client unmasked = open()) {
            unmasked.socket.getOutputStream().write(new byte[] {(byte) BINARY, 1, 7});
            assertThat(unmasked.read()).startsWith("88 [3, -22");
        }
        try (Client giant = open()) {
            giant.socket.getOutputStream().write(new byte[] {(byte) BINARY, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2});
            assertThat(giant.read()).startsWith("88 [3, -15");
        }
        try (Client large = open()) {
            large.send(BINARY, new int[MESSAGE_BYTES_MAX + 1]);
            assertThat(large.read()).startsWith("88 [3, -15");
        }
        try (Client unknown = open()) {
            unknown.send(0x83);
            assertThat(unknown.read()).startsWith("88 [3, -22");
        }
        try (Client extended = open()) {
            extended.send(0xC2, 1);
            assertThat(extended.read()).startsWith("88 [3, -22");
        }
        Waiting.until("all ends", () -> ends.size() == 5);
        assertThat(ends)
                .containsOnly(SocketEnd.PROTOCOL, SocketEnd.TOO_LARGE)
                .filteredOn(SocketEnd.TOO_LARGE::equals)
                .hasSize(2);
    }

    @Test
    void aClosingMessageIsAnsweredAndOneThatIsNotEndsSoon() throws Exception {
        try (Client client = open()) {
            client.send(CLOSE, 3, 232);
            assertThat(client.read()).isEqualTo("88 [3, -24]");
            assertThat(client.read()).isEqualTo("end");
        }
        try (Client client = open()) {
            Waiting.until("the connection", () -> sockets.connections() == 1);
            sockets.closeAll(1001, "bye");
            assertThat(client.read()).isEqualTo("88 [3, -23, 98, 121, 101]");
            assertThat(client.read()).isEqualTo("end");
        }
        Waiting.until("both ends", () -> ends.size() == 2);
        assertThat(ends).containsExactlyInAnyOrder(SocketEnd.LEFT, SocketEnd.CLOSED);
    }

    @Test
    void aTextForAllReachesThoseThatRead() throws Exception {
        try (Client client = open()) {
            Waiting.until("the connection", () -> sockets.connections() == 1);
            sockets.offerAll("hi");
            assertThat(client.read()).isEqualTo("81 [104, 105]");
        }
    }

    private Client open() throws IOException {
        return new Client(server.connect());
    }

    private static byte[] frame(int first, int... payload) {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length).put((byte) first);
        frame.put((byte) (0x80 | payload.length)).put(new byte[4]);
        for (int one : payload) {
            frame.put((byte) one);
        }
        return frame.array();
    }

    /** A client that has shaken hands. */
    private static final class Client implements AutoCloseable {
        final Socket socket;
        private final DataInputStream in;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readByte());
            }
            // The answer to this key is RFC 6455's own example, section 1.3.
            assertThat(head.toString())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContain("Extensions");
        }

        void send(int first, int... payload) throws IOException {
            socket.getOutputStream().write(frame(first, payload));
        }

        /** The next frame's first byte and payload. */
        String read() throws IOException {
            try {
                int first = in.readUnsignedByte();
                byte[] payload = new byte[in.readUnsignedByte()];
                in.readFully(payload);
                return Integer.toHexString(first) + " " + Arrays.toString(payload);
            } catch (EOFException | SocketException e) {
                return "end";
            }
        }

        /** The next frame that is no ping. */
        String readAnswer() throws IOException {
            String frame = read();
            return frame.startsWith("89") ? readAnswer() : frame;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
