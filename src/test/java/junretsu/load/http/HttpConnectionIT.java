package junretsu.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server of plain sockets, which answers each connection as the test wants. */
class HttpConnectionIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private static final long LIMIT_NANOS = 500_000_000L;

    private final HttpConnections connections = new HttpConnections(LIMIT_NANOS, Clock.SYSTEM);
    private ServerSocket server;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        connections.close();
        server.close();
    }

    @Test
    void manyRequestsGoOverOneSocket() throws Exception {
        answerEach(OK, OK, OK);
        HttpConnection connection = connection();
        for (int i = 0; i < 3; i++) {
            assertThat(connection.exchange(get()).text()).isEqualTo("hi");
        }
        assertThat(connection.opened()).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheServerClosesIsOpenedAnew() throws Exception {
        answerEach(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        HttpConnection connection = connection();
        assertThat(connection.exchange(get()).status()).isEqualTo(200);
        assertThat(connection.isOpen()).isFalse();
        answerEach(OK);
        assertThat(connection.exchange(get()).text()).isEqualTo("hi");
        assertThat(connection.opened()).isEqualTo(2);
    }

    @Test
    void aServerThatClosesInsteadOfAnsweringLeavesTheOutcomeUnknown() throws Exception {
        answerEach("");
        assertThatThrownBy(() -> connection().exchange(get()))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        failure -> assertThat(failure.isSent()).isTrue())
                .hasMessage("closed before the answer");
    }

    @Test
    void anAnswerCutInTheMiddleIsNone() throws Exception {
        answerEach("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhi", "");
        assertThatThrownBy(() -> connection().exchange(get())).hasMessage("the answer is malformed: cut off");
    }

    @Test
    void aRequestThatNobodyTookWasNotSent() throws Exception {
        HttpConnection connection = connection();
        server.close();
        assertThatThrownBy(() -> connection.exchange(get()))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        failure -> assertThat(failure.isSent()).isFalse())
                .hasMessage("connection refused");
    }

    @Test
    void theWaitForAnAnswerHasAnEndAndTheNextRequestIsAFreshOne() throws Exception {
        HttpConnection connection = connection();
        assertThatThrownBy(() -> connection.exchange(get())).hasMessage("no answer within 0.5 s");
        server.accept().close();
        answerEach(OK);
        assertThat(connection.exchange(get()).text()).isEqualTo("hi");
    }

    @Test
    void cutEndsTheRequestUnderWayAndLetsNoneFollow() throws Exception {
        HttpConnections patient = new HttpConnections(TimeUnit.MINUTES.toNanos(5), Clock.SYSTEM);
        HttpConnection connection = patient.to(target());
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> failure(connection));
        Waiting.until("a socket", connection::isOpen);
        patient.close();
        assertThat(end.get(5, TimeUnit.SECONDS)).hasMessage("cut at the end");
        assertThat(failure(connection)).hasMessage("cut at the end");
    }

    private static Throwable failure(HttpConnection connection) {
        try {
            connection.exchange(new RequestBuffer().begin("GET", HttpTarget.parse("http://a"), "/"));
            return null;
        } catch (HttpFailure e) {
            return e;
        }
    }

    private HttpTarget target() {
        return HttpTarget.parse("http://127.0.0.1:" + server.getLocalPort());
    }

    private HttpConnection connection() throws Exception {
        return connections.to(target());
    }

    private RequestBuffer get() {
        return new RequestBuffer().begin("GET", target(), "/");
    }

    /** Takes a connection and answers its requests one after the other; closes it at an empty text. */
    private void answerEach(String... answers) {
        CompletableFuture.runAsync(() -> {
            try {
                Socket socket = server.accept();
                for (String answer : answers) {
                    readHead(socket.getInputStream());
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    if (answer.isEmpty()) {
                        socket.close();
                    } else if (answer.contains("Content-Length: 100")) {
                        socket.shutdownOutput();
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void readHead(InputStream in) throws Exception {
        StringBuilder head = new StringBuilder();
        int c = in.read();
        while (c >= 0 && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) c);
            c = head.indexOf("\r\n\r\n") < 0 ? in.read() : -1;
        }
    }
}
