package junretsu.net.hook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.base.ManualClock;
import junretsu.testing.RawReceiver;
import junretsu.testing.RefusedPort;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;

/** Receivers that answer badly, over real sockets; the time of the tries is the test's. */
class WebhookIT {
    private static final long TRY_MS = 5_000;
    private static final String TAKEN = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final ManualClock clock = new ManualClock();
    private final List<String> printed = new ArrayList<>();
    private final DistinctErrors errors = new DistinctErrors(printed::add, clock);
    private Webhook webhook;

    @Test
    void postsTheMessageByHttp11WithoutAskingForMore() throws Exception {
        try (RawReceiver receiver = new RawReceiver((request, out) -> write(out, TAKEN))) {
            begin(receiver.url().replace("//", "//joe:pass%20word@"));
            announce(1);
            awaitDelivered(1);

            String request = receiver.requests().get(0);
            assertThat(request)
                    .startsWith("POST /hook HTTP/1.1\r\n")
                    .contains("Content-Type: application/json\r\n")
                    .contains("Authorization: Basic am9lOnBhc3Mgd29yZA==\r\n")
                    .doesNotContain("Upgrade", "h2c");
            assertThat(request).endsWith("\r\n\r\n{\"id\":\"live:1\"}");
        }
    }

    @Test
    void doesNotWaitForABodyThatStalls() throws Exception {
        try (RawReceiver receiver = new RawReceiver((request, out) ->
                write(out, request == 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx" : TAKEN))) {
            begin(receiver.url());
            announce(1, 2);
            awaitRequests(receiver, 1);
            Waiting.sleep(200);
            clock.advanceMillis(TRY_MS);
            awaitDelivered(2);

            assertThat(receiver.requests()).hasSize(2);
            awaitDropped(receiver);
        }
    }

    @Test
    void readsLittleOfABodyThatDoesNotEnd() throws Exception {
        try (RawReceiver receiver = new RawReceiver((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                write(out, "10\r\n0123456789abcdef\r\n");
            }
        })) {
            begin(receiver.url());
            announce(1);
            awaitDelivered(1);
            awaitDropped(receiver);
        }
    }

    @Test
    void doesNotWaitForHeadersThatStall() throws Exception {
        try (RawReceiver receiver =
                new RawReceiver((request, out) -> write(out, request == 0 ? "HTTP/1.1 200 OK\r\nContent-Le" : TAKEN))) {
            begin(receiver.url());
            announce(1);
            awaitRequests(receiver, 1);
            assertThat(webhook.delivered()).isZero();
            clock.advanceMillis(TRY_MS);
            webhook.doWork();
            assertThat(String.join("\n", printed)).contains("webhook: the receiver does not answer; trying again");
            awaitDropped(receiver);
            clock.advanceMillis(500);
            awaitDelivered(1);
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (RawReceiver elsewhere = new RawReceiver((request, out) -> write(out, TAKEN));
                RawReceiver receiver = new RawReceiver((request, out) -> write(
                        out,
                        "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url()
                                + "\r\nContent-Length: 0\r\n\r\n"))) {
            begin(receiver.url());
            announce(1);
            awaitPrinted("the receiver answered 307; trying again");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void triesAgainAfterA500AndSendsTheSameId() throws Exception {
        try (RawReceiver receiver = new RawReceiver((request, out) ->
                write(out, request == 0 ? "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n" : TAKEN))) {
            begin(receiver.url());
            announce(1);
            awaitPrinted("the receiver answered 500; trying again");
            clock.advanceMillis(500);
            awaitDelivered(1);

            assertThat(receiver.requests()).hasSize(2).allMatch(request -> request.contains("\"id\":\"live:1\""));
        }
    }

    @Test
    void countsAReceiverThatCannotBeReachedOrSpeaksSomethingElseAsAFailedTry() throws Exception {
        try (RefusedPort gone = new RefusedPort()) {
            begin(gone.url() + "/");
            announce(1);
            awaitPrinted("the receiver cannot be reached: it accepts no connection; trying again");
        }
        begin("http://no.such.host.invalid/");
        announce(1);
        awaitPrinted("the receiver cannot be reached: its host name has no address; trying again");
        try (RawReceiver receiver = new RawReceiver((request, out) -> write(out, "+PONG\r\n\r\n"))) {
            begin(receiver.url());
            announce(2);
            awaitPrinted("the receiver cannot be reached: ");
        }
        assertThat(webhook.pending()).isEqualTo(1);
    }

    @Test
    void countsWhateverTheClientThrowsAsAFailedTryAndPausesAfterIt() throws Exception {
        begin("http://127.0.0.1:99999/");
        announce(1);
        awaitPrinted("trying again");
        for (int i = 0; i < 100; i++) {
            assertThat(webhook.doWork()).isZero();
        }
        clock.advanceMillis(60_000);
        webhook.doWork();
        Waiting.until("giving up", () -> {
            clock.advanceMillis(TRY_MS);
            webhook.doWork();
            return webhook.failed() == 1;
        });
    }

    private void begin(String url) {
        printed.clear();
        webhook = Webhook.to(URI.create(url), 60_000_000_000L, errors, clock);
    }

    private void announce(long... numbers) {
        for (long number : numbers) {
            webhook.announce(new Identified("live:" + number));
        }
    }

    private void awaitDelivered(int messages) {
        Waiting.until("delivery", () -> {
            webhook.doWork();
            return webhook.delivered() == messages;
        });
    }

    private void awaitPrinted(String text) {
        Waiting.until(text, () -> {
            webhook.doWork();
            return String.join("\n", printed).contains(text);
        });
    }

    private void awaitRequests(RawReceiver receiver, int requests) {
        Waiting.until("requests", () -> {
            webhook.doWork();
            return receiver.requests().size() == requests;
        });
    }

    private static void awaitDropped(RawReceiver receiver) {
        Waiting.until("the connection to be dropped", () -> receiver.dropped() > 0);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private record Identified(String id) implements Message {
        @Override
        public String json() {
            return "{\"id\":\"" + id + "\"}";
        }

        @Override
        public String name() {
            return id;
        }

        @Override
        public void settle(boolean isDelivered) {}
    }
}
