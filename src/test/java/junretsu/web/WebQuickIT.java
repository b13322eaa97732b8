package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebQuickIT {
    private final LinkedBlockingQueue<Exchange> kept = new LinkedBlockingQueue<>();
    private LiveServer server;

    @BeforeEach
    void start() throws Exception {
        Routes routes = LiveServer.routes()
                .add(
                        Route.post("/echo", "Answers at once", WebQuickIT::echo)
                                .bodyMax(1 << 20)
                                .quick(),
                        Route.post("/kept", "Is answered later", kept::add)
                                .bodyMax(1 << 20)
                                .quick(),
                        Route.post("/rejected", "Has no thread left", exchange -> {
                            throw new RejectedExecutionException();
                        }));
        server = new LiveServer(LiveServer.limits(20), routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void echo(Exchange exchange) {
        Body body = exchange.request().body();
        exchange.respond(Response.text(200, new String(body.array(), 0, body.length(), StandardCharsets.US_ASCII)));
    }

    @Test
    void aLongBodyIsAnsweredAsAShortOneIs() throws Exception {
        for (int bytes : new int[] {1, 16 << 10, (16 << 10) + 1, 1 << 20}) {
            String body = "x".repeat(bytes);
            assertThat(server.send("POST", "/echo", body).body()).isEqualTo(body);
        }
    }

    @Test
    void aServerThatIsAboutToEndSaysSo() throws Exception {
        HttpResponse<String> answer = server.send("POST", "/rejected", "");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(server.faults).isEmpty();
    }

    @Test
    void requestsThatAreSentAtOnceAreAnsweredTogetherAndInOrder() throws Exception {
        int connections = 10;
        int requests = 20;
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                sockets.add(socket);
                socket.setSoTimeout(20_000);
                OutputStream out = socket.getOutputStream();
                StringBuilder text = new StringBuilder();
                for (int j = 0; j < requests; j++) {
                    String body = i + "-" + j + ";";
                    text.append("POST /kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length())
                            .append("\r\n\r\n" + body);
                }
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            }
            for (int round = 0; round < requests; round++) {
                List<Exchange> all = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                    all.add(kept.poll(20, TimeUnit.SECONDS));
                }
                assertThat(all).doesNotContainNull();
                Exchange.together(() -> all.forEach(WebQuickIT::echo));
            }
            for (int i = 0; i < connections; i++) {
                String last = i + "-" + (requests - 1) + ";";
                assertThat(LiveServer.readUntil(sockets.get(i), last))
                        .containsSubsequence(i + "-0;", i + "-1;", i + "-9;", last);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
