package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that leave while their answer is waited for. */
class WebLeaveIT {
    private static final int LIMIT_S = 20;
    private static final int RACES = 50_000;

    private final LinkedBlockingQueue<Exchange> kept = new LinkedBlockingQueue<>();
    private final StreamPlaces places = new StreamPlaces(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final ExecutorService answers = Executors.newFixedThreadPool(2);
    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        Routes routes = LiveServer.routes()
                .add(
                        Route.post("/kept", "Is answered later", this::keep).quick(),
                        Route.get("/kept", "Is answered later", this::keep),
                        Route.post("/raced", "Is answered while the watch begins", this::race)
                                .quick(),
                        Route.view("/now", "Is answered", request -> Response.text(200, "now")));
        server = new LiveServer(LiveServer.limits(LIMIT_S), routes);
    }

    @AfterEach
    void stop() {
        server.close();
        answers.shutdown();
        assertThat(server.faults).isEmpty();
    }

    private void keep(Exchange exchange) {
        assertThat(exchange.tryEnter(places)).isTrue();
        exchange.whenLeft(() -> {
            left.countDown();
            exchange.respond(Response.text(200, "left"));
        });
        kept.add(exchange);
    }

    private void race(Exchange exchange) {
        answers.execute(() -> exchange.respond(Response.text(200, "raced;")));
        exchange.whenLeft(left::countDown);
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Exchange next() throws Exception {
        Exchange exchange = kept.poll(LIMIT_S, TimeUnit.SECONDS);
        assertThat(exchange).isNotNull();
        return exchange;
    }

    private static void answer(Exchange exchange, String text) {
        assertThat(exchange.respond(Response.text(200, text))).isTrue();
    }

    @Test
    void aClientThatLeavesIsNoticedAndItsPlaceIsFree() throws Exception {
        Socket socket = server.connect();
        send(socket, "GET /kept HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        next();
        assertThat(places.taken()).isOne();
        socket.close();
        assertThat(left.await(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        Waiting.until("the place", LIMIT_S * 1_000, () -> places.taken() == 0);
        server.awaitNoConnections();
    }

    @Test
    void aClientThatSentABodyAndIsResetIsNoticedToo() throws Exception {
        Socket socket = server.connect();
        send(socket, "POST /kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc");
        next();
        socket.setSoLinger(true, 0);
        socket.close();
        assertThat(left.await(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        Waiting.until("the place", LIMIT_S * 1_000, () -> places.taken() == 0);
        server.awaitNoConnections();
    }

    @Test
    void whatIsUnderWayAtTheEndIsAnsweredAndNothingMore() throws Exception {
        try (Socket waiting = server.connect();
                Socket late = server.connect()) {
            send(waiting, "GET /kept HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            Exchange exchange = next();
            server.drain(Deadline.in(1, Clock.SYSTEM));
            Future<?> drained = answers.submit(() -> server.drain(Deadline.in(LIMIT_S * 1_000_000_000L, Clock.SYSTEM)));
            send(late, "GET /now HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(LiveServer.readAll(late)).startsWith("HTTP/1.1 503 ").contains("about to end");
            assertThat(drained.isDone()).isFalse();
            answer(exchange, "in time");
            drained.get(LIMIT_S, TimeUnit.SECONDS);
            assertThat(LiveServer.readUntil(waiting, "in time")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aRequestThatDoesNotComeWholeHoldsTheEndUpForAMomentOnly() throws Exception {
        try (Socket stalled = server.connect()) {
            send(
                    stalled,
                    "POST /kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(LiveServer.readUntil(stalled, "\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            Deadline deadline = Deadline.in(LIMIT_S * 1_000_000_000L, Clock.SYSTEM);
            server.drain(deadline);
            assertThat(deadline.isPassed()).isFalse();
        }
    }

    @Test
    void aClientThatClosesItsSideOnlyGetsWhatThereIs() throws Exception {
        try (Socket socket = server.connect()) {
            send(socket, "GET /kept HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            next();
            socket.shutdownOutput();
            assertThat(LiveServer.readAll(socket)).startsWith("HTTP/1.1 200 ").endsWith("left");
        }
    }

    @Test
    void aConnectionGoesOnAfterAnAnswerThatWasWaitedFor() throws Exception {
        try (Socket socket = server.connect()) {
            for (int i = 0; i < 50; i++) {
                boolean hasBody = i % 3 == 0;
                send(socket, hasBody ? "POST /kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\n" : "");
                send(socket, hasBody ? "abc" : "GET /kept HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                answer(next(), "answer " + i + ";");
                assertThat(LiveServer.readUntil(socket, "answer " + i + ";")).startsWith("HTTP/1.1 200 ");
            }
            send(socket, "POST /kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\n");
            Waiting.sleep(50);
            send(socket, "abc");
            answer(next(), "slow body;");
            assertThat(LiveServer.readUntil(socket, "slow body;")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(left.getCount()).isOne();
        server.awaitNoConnections();
    }

    @Test
    void requestsThatComeBeforeTheAnswerAreAnsweredInTheirTurn() throws Exception {
        try (Socket socket = server.connect()) {
            for (int i = 0; i < 20; i++) {
                send(socket, "GET /kept HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                Exchange first = next();
                send(socket, "GET /now HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nPOST /kept HTTP/1.1\r\nHost: 127.0.0.1\r\n");
                Waiting.sleep(i % 4 * 5);
                answer(first, "first;");
                assertThat(LiveServer.readUntil(socket, "now")).containsSubsequence("first;", "HTTP/1.1 200 ", "now");
                send(socket, "Content-Length: 3\r\n\r\nabc");
                answer(next(), "last;");
                assertThat(LiveServer.readUntil(socket, "last;")).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(left.getCount()).isOne();
        server.awaitNoConnections();
    }

    @Test
    void anAnswerThatMeetsTheBeginOfTheWatchLeavesTheConnectionAsItIs() throws Exception {
        try (Socket socket = server.connect()) {
            for (int i = 0; i < RACES; i++) {
                send(socket, "POST /raced HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
                LiveServer.readUntil(socket, "raced;");
            }
        }
        assertThat(left.getCount()).isOne();
        server.awaitNoConnections();
    }
}
