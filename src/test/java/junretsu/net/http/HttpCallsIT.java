package junretsu.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that answers as the test says, byte by byte. */
class HttpCallsIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final int LIMIT_MS = 10_000;

    private ServerSocket server;
    private HttpCalls calls;
    private WorkerThread thread;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout(LIMIT_MS);
        calls = new HttpCalls("calls", TimeUnit.SECONDS.toNanos(5), Clock.SYSTEM);
        thread = new WorkerThread(calls, IdlePolicy.none(), new DistinctErrors(line -> {}, Clock.SYSTEM)).start();
    }

    @AfterEach
    void stop() throws IOException {
        thread.close();
        server.close();
    }

    private final class Call extends HttpCall {
        final BlockingQueue<Object> outcome = new ArrayBlockingQueue<>(10);

        Call(String text, byte[] body, long limitMs) {
            super(
                    (InetSocketAddress) server.getLocalSocketAddress(),
                    (text + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1),
                    body,
                    body.length,
                    System.nanoTime() + limitMs * 1_000_000);
        }

        @Override
        protected void answered(HttpAnswer answer) {
            outcome.add(answer);
        }

        @Override
        protected void failed(IOException cause) {
            outcome.add(cause);
        }

        Object outcome() throws InterruptedException {
            return outcome.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
        }

        HttpAnswer answer() throws InterruptedException {
            Object is = outcome();
            assertThat(is).isInstanceOf(HttpAnswer.class);
            return (HttpAnswer) is;
        }
    }

    private Call send(String text, byte[] body, long limitMs) {
        Call call = new Call(text, body, limitMs);
        calls.send(call);
        return call;
    }

    private Call send(String text) {
        return send(text, new byte[0], LIMIT_MS);
    }

    /** Reads a request and returns its line. */
    private static String request(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        int from = head.indexOf("Content-Length: ") + 16;
        int length = Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)));
        assertThat(in.readNBytes(length)).hasSize(length);
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void callsOneAfterTheOtherShareAConnection() throws Exception {
        Call first = send("GET /1");
        try (Socket socket = server.accept()) {
            assertThat(request(socket)).isEqualTo("GET /1 HTTP/1.1");
            answer(socket, OK);
            assertThat(first.answer().status()).isEqualTo(200);
            Call second = send("GET /2");
            assertThat(request(socket)).isEqualTo("GET /2 HTTP/1.1");
            answer(socket, OK);
            assertThat(second.answer().body()).isEqualTo("ok".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aBodyThatTheServerIsSlowToTakeArrivesWhole() throws Exception {
        byte[] body = new byte[8 << 20];
        Arrays.fill(body, (byte) 'x');
        Call call = send("POST /", body, LIMIT_MS);
        try (Socket socket = server.accept()) {
            assertThat(request(socket)).isEqualTo("POST / HTTP/1.1");
            answer(socket, OK);
            call.answer();
        }
    }

    @Test
    void aKeptConnectionThatTheServerHasClosedIsReplacedOnce() throws Exception {
        Call first = send("GET /1");
        try (Socket socket = server.accept()) {
            request(socket);
            answer(socket, OK);
            first.answer();
            Call second = send("GET /2");
            request(socket);
            socket.close();
            try (Socket fresh = server.accept()) {
                assertThat(request(fresh)).isEqualTo("GET /2 HTTP/1.1");
                fresh.close();
                assertThat(second.outcome()).isInstanceOf(IOException.class);
                assertThat(second.outcome).isEmpty();
            }
        }
    }

    @Test
    void anAnswerThatIsCutIsNoAnswer() throws Exception {
        for (String cut : new String[] {
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
            "HTTP/1.1 200 OK\r\n\r\nok",
            "HTTP/1.1 200"
        }) {
            Call call = send("GET /");
            try (Socket socket = server.accept()) {
                request(socket);
                answer(socket, cut);
            }
            assertThat(call.outcome()).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRefusedConnectionIsToldApart() throws Exception {
        server.close();
        assertThat(send("GET /").outcome()).isInstanceOf(ConnectException.class);
    }

    @Test
    void anUnresolvedNameIsAConnectionThatWasNotMade() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        BlockingQueue<IOException> causes = new ArrayBlockingQueue<>(1);
        calls.send(
                new HttpCall(
                        InetSocketAddress.createUnresolved("nowhere.invalid", 80),
                        new byte[] {'G'},
                        new byte[0],
                        0,
                        System.nanoTime() + 1_000_000_000) {
                    @Override
                    protected void answered(HttpAnswer answer) {
                        failed.set(true);
                    }

                    @Override
                    protected void failed(IOException cause) {
                        causes.add(cause);
                    }
                });
        assertThat(causes.poll(LIMIT_MS, TimeUnit.MILLISECONDS))
                .isInstanceOf(ConnectException.class)
                .hasMessage("its host name has no address");
        assertThat(failed).isFalse();
    }

    @Test
    void aServerThatIsSilentIsGivenUpAtTheDeadline() throws Exception {
        Call call = send("GET /", new byte[0], 200);
        try (Socket socket = server.accept()) {
            request(socket);
            assertThat(call.outcome()).isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void abortFailsTheCallsUnderWayAndTheNextOneHasAConnectionOfItsOwn() throws Exception {
        Call call = send("GET /");
        try (Socket socket = server.accept()) {
            request(socket);
            calls.abort((InetSocketAddress) server.getLocalSocketAddress());
            assertThat(call.outcome()).isInstanceOf(IOException.class);
        }
        Call next = send("GET /next");
        try (Socket socket = server.accept()) {
            request(socket);
            answer(socket, OK);
            assertThat(next.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void anEarlyAnswerIsTakenAndItsConnectionIsNotUsedAgain() throws Exception {
        Call call = send("POST /", new byte[64 << 20], LIMIT_MS);
        try (Socket socket = server.accept()) {
            answer(socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            assertThat(call.answer().status()).isEqualTo(413);
        }
        Call next = send("GET /");
        try (Socket socket = server.accept()) {
            request(socket);
            answer(socket, OK);
            next.answer();
        }
    }
}
