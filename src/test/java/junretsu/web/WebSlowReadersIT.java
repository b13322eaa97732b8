package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSlowReadersIT {
    private static final int CLIENTS_MAX = 40;
    private static final int LARGE_ANSWERS_MAX = 3;
    private static final double SILENCE_SECONDS = 1.5;

    private final AtomicLong state = new AtomicLong();
    private final AtomicLong chunks = new AtomicLong();
    private final LinkedBlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    private volatile String padding = "";
    private LiveServer server;
    private EventStream stream;
    private WorkerThread streamer;

    @BeforeEach
    void start() throws Exception {
        WebLimits limits = LiveServer.limits(SILENCE_SECONDS);
        limits = new WebLimits(
                limits.silenceNanos(),
                limits.rateMin(),
                limits.sweepNanos(),
                2 * limits.silenceNanos(),
                1_000,
                0,
                LARGE_ANSWERS_MAX,
                1);
        stream = new EventStream(() -> "{\"n\":" + state.incrementAndGet() + padding + "}", CLIENTS_MAX);
        streamer = new WorkerThread(
                        stream,
                        IdlePolicy.metronome(EventStream.INTERVAL_NANOS),
                        new DistinctErrors(System.err::println, Clock.SYSTEM))
                .start();
        byte[] large = new byte[8 << 20];
        server = new LiveServer(
                limits,
                LiveServer.routes()
                        .add(
                                Route.get("/api/stream", "", stream),
                                Route.view("/api/counts", "", request -> Response.json("{}")),
                                Route.view("/api/large", "", request -> Response.of(200, "text/plain", large))
                                        .large(),
                                Route.view("/api/chunks", "", request -> Response.chunks("text/plain", this::chunk)),
                                Route.get("/api/never", "", held::add)));
    }

    @AfterEach
    void stop() {
        streamer.close();
        server.close();
    }

    private ByteBuffer chunk() {
        return chunks.incrementAndGet() % 401 == 0 ? null : ByteBuffer.wrap(new byte[64 << 10]);
    }

    @Test
    void streamsTheStateTenTimesASecondEncodedOnceForAllClients() throws Exception {
        List<InputStream> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(read().body());
        }
        long start = System.nanoTime();
        long first = state.get();
        for (InputStream client : clients) {
            assertThat(readEvents(client, 10)).hasSize(10).doesNotHaveDuplicates();
            client.close();
        }
        double intervals = (System.nanoTime() - start) / 1e8;

        assertThat(intervals).isGreaterThan(7);
        assertThat(state.get() - first).as("encoded").isLessThan((long) (intervals * 1.3) + 10);
    }

    @Test
    void rejectsAStreamBeyondTheLimit() throws Exception {
        List<InputStream> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS_MAX; i++) {
            HttpResponse<InputStream> response = read();
            assertThat(response.statusCode()).isEqualTo(200);
            clients.add(response.body());
        }
        HttpResponse<InputStream> tooMany = read();
        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("retry-after")).hasValue("5");
        assertThat(tooMany.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(server.faults).containsExactly("limiting /api/stream: all places of this stream are taken");
        assertThat(server.get("/api/counts").statusCode()).isEqualTo(200);
        for (InputStream client : clients) {
            client.close();
        }
        Waiting.until("all places", () -> stream.clients() == 0);
        assertThat(server.send("HEAD", "/api/stream", "").statusCode()).isEqualTo(200);
        Waiting.until("the place of who asked for the head only", () -> stream.clients() == 0);
    }

    @Test
    void keepsServingOthersWhileReadersDoNotReadAndThenClosesThose() throws Exception {
        padding = ",\"padding\":\"" + "x".repeat(1 << 20) + "\"";
        List<Socket> deaf = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket socket = server.connectDeaf();
            ask(socket, "/api/stream");
            deaf.add(socket);
        }
        InputStream client = read().body();
        long end = System.nanoTime() + (long) (3 * SILENCE_SECONDS * 1e9);
        int frames = 0;
        while (System.nanoTime() < end || stream.clients() > 1) {
            frames += readEvents(client, 1).size();
        }
        assertThat(frames).isGreaterThan(10);
        assertThat(stream.skipped()).as("frames that the deaf were not sent").isGreaterThan(0);
        assertThat(stream.clients()).isEqualTo(1);
        for (Socket socket : deaf) {
            LiveServer.awaitClose(drained(socket), 10_000);
            socket.close();
        }
        client.close();
    }

    private static Socket drained(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        LiveServer.readAll(socket);
        return socket;
    }

    @Test
    void keepsAStreamForLongerThanItLeavesASilentConnectionOpen() throws Exception {
        try (InputStream client = read().body()) {
            long end = System.nanoTime() + (long) (2 * SILENCE_SECONDS * 1e9);
            while (System.nanoTime() < end) {
                assertThat(readEvents(client, 1)).hasSize(1);
            }
        }
        Waiting.until("the place", () -> stream.clients() == 0);
    }

    @Test
    void isNotHeldUpByHalfOpenRequestsAndClosesThem() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Socket socket = server.connect();
            socket.getOutputStream().write("GET /api/counts HT".getBytes(StandardCharsets.US_ASCII));
            halfOpen.add(socket);
        }
        assertThat(server.get("/api/counts").statusCode()).isEqualTo(200);
        Socket trickling = halfOpen.get(0);
        trickling.setSoTimeout(50);
        Waiting.until("the trickling one to be closed", () -> WebBodiesIT.isClosedWhileTrickling(trickling));
        for (Socket socket : halfOpen) {
            LiveServer.awaitClose(socket, 20_000);
            socket.close();
        }
    }

    @Test
    void closesConnectionsBeyondItsLimitAndGoesOnListening() throws Exception {
        WebLimits few = new WebLimits(10_000_000_000L, 64 << 10, 50_000_000, 10_000_000_000L, 20, 0, 1, 1);
        try (LiveServer small = new LiveServer(few, LiveServer.routes())) {
            assertThat(small.ask("GET /api", "Connection: close")).startsWith("HTTP/1.1 200 ");
            for (int round = 0; round < 20; round++) {
                List<Socket> sockets = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    sockets.add(small.connect());
                }
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
            assertThat(small.faults).isNotEmpty().containsOnly("accepting over HTTP: all 20 connections are taken");
            Waiting.until("a place, once the backlog of the closed ones is worked off", () -> isAnswered(small));
        }
    }

    private static boolean isAnswered(LiveServer server) {
        try {
            return server.ask("GET /api", "Connection: close").startsWith("HTTP/1.1 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void makesFewLargeAnswersAtATimeAndClosesReadersThatDoNotTakeThem() throws Exception {
        List<Socket> deaf = new ArrayList<>();
        for (int i = 0; i < LARGE_ANSWERS_MAX; i++) {
            Socket socket = server.connectDeaf();
            ask(socket, "/api/large");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            deaf.add(socket);
        }
        HttpResponse<String> tooMany = server.get("/api/large");
        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("retry-after")).hasValue("1");
        Waiting.until("the deaf to be closed", () -> status("/api/large") == 200);
        for (Socket socket : deaf) {
            assertThat(LiveServer.readAll(socket).length()).isLessThan(8 << 20);
            socket.close();
        }
    }

    private int status(String path) {
        try {
            return server.get(path).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closesReadersThatTakeALargeAnswerTooSlowly() throws Exception {
        try (Socket sipping = server.connectDeaf()) {
            ask(sipping, "/api/large");
            byte[] sip = new byte[512];
            long end = System.nanoTime() + 60_000_000_000L;
            boolean isCut = false;
            while (!isCut && System.nanoTime() < end) {
                Waiting.sleep(100);
                isCut = server.connections() == 0;
                sipping.getInputStream().read(sip);
            }
            assertThat(isCut).isTrue();
        }
    }

    @Test
    void asksForAChunkOnlyWhenTheReaderHasTakenTheOneBefore() throws Exception {
        try (Socket deaf = server.connectDeaf()) {
            ask(deaf, "/api/chunks");
            Waiting.until("some chunks", () -> chunks.get() > 1);
            Waiting.sleep(300);
            long taken = chunks.get();
            assertThat(taken).isLessThan(200);
            assertThat(server.get("/api/counts").statusCode()).isEqualTo(200);
            Waiting.sleep(300);
            assertThat(chunks.get()).isEqualTo(taken);
        }
        chunks.set(0);
        try (InputStream all = server.read("/api/chunks").body()) {
            assertThat(all.readAllBytes()).hasSize(400 * (64 << 10));
        }
    }

    @Test
    void answers503WhenTheEndpointDoesNotAnswer() throws Exception {
        HttpResponse<String> late = server.get("/api/never");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("retry-after")).hasValue("1");
        assertThat(held.poll().respond(Response.empty(204))).isFalse();
        assertThat(server.faults).containsExactly("limiting /api/never: the answer took too long");
    }

    private static void ask(Socket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private HttpResponse<InputStream> read() throws Exception {
        return server.read("/api/stream");
    }

    private static List<String> readEvents(InputStream in, int wanted) throws IOException {
        List<String> events = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (events.size() < wanted) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            if (c != '\n') {
                line.append(line.length() < 20 ? Character.toString((char) c) : "");
            } else {
                if (line.indexOf("id: ") == 0) {
                    events.add(line.toString());
                }
                line.setLength(0);
            }
        }
        return events;
    }
}
