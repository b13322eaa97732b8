package junretsu.items.coordinate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import junretsu.net.http.HttpAnswer;
import junretsu.net.http.HttpCall;
import junretsu.web.Body;
import junretsu.web.Exchange;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * One request on its way: to a worker, to the next when that one fails, each once, and its answer back. What a worker
 * may have done before it failed is done again by another, which a set does not mind. One thread at a time: the one
 * that begins it, then the client's.
 */
final class Passage {
    private static final List<String> ASKED = List.of("Authorization", "Content-Type", "Content-Encoding", "Accept");
    private static final List<String> ANSWERED = List.of(
            "Retry-After", "Allow", "WWW-Authenticate", "Content-Encoding", "Content-Disposition", "ETag", "Location");
    private static final long REST_NANOS = 1_000_000_000;

    private final Proxy proxy;
    private final Exchange exchange;
    private final boolean asksAll;
    private final long deadlineNanos;
    private final String start;
    private final String end;
    private final List<WorkerNode> tried = new ArrayList<>(2);
    private HttpAnswer unavailable;
    private HttpAnswer notFound;
    private boolean hasFailed;

    /** @param asksAll whether a worker's 404 is only its own, so that the others are asked too */
    Passage(Proxy proxy, Exchange exchange, boolean asksAll) {
        this.proxy = proxy;
        this.exchange = exchange;
        this.asksAll = asksAll;
        deadlineNanos = proxy.clock().nanoTime() + proxy.timeouts().requestNanos();
        Request request = exchange.request();
        // The answer to HEAD is that to GET without its body, which the web server leaves out.
        start = (request.method().equals("HEAD") ? "GET" : request.method()) + " " + request.target()
                + " HTTP/1.1\r\nHost: ";
        end = headers(request);
    }

    private static String headers(Request request) {
        StringBuilder headers = new StringBuilder(128).append("\r\n");
        for (String name : ASKED) {
            String value = request.header(name);
            if (value != null) {
                headers.append(name).append(": ").append(value).append("\r\n");
            }
        }
        if (request.body().length() > 0 || request.method().equals("POST")) {
            headers.append("Content-Length: ").append(request.body().length()).append("\r\n");
        }
        return headers.append("\r\n").toString();
    }

    /** Goes to a worker that was not asked before; answers when there is none. */
    void goOn() {
        long now = proxy.clock().nanoTime();
        WorkerNode node = now - deadlineNanos >= 0 ? null : proxy.nodes().choose(tried);
        if (node == null) {
            conclude();
            return;
        }
        if (!tried.isEmpty() && notFound == null) {
            proxy.counts().retries.increment();
        }
        tried.add(node);
        node.enter();
        long attemptNanos = Math.min(proxy.timeouts().attemptNanos(), deadlineNanos - now);
        byte[] head = (start + node.name() + end).getBytes(StandardCharsets.ISO_8859_1);
        proxy.calls().send(new Attempt(node, head, exchange.request().body(), now + attemptNanos));
    }

    /** The request under way at one worker. */
    private final class Attempt extends HttpCall {
        private final WorkerNode node;

        Attempt(WorkerNode node, byte[] head, Body body, long deadlineNanos) {
            super(node.address(), head, body.array(), body.length(), deadlineNanos);
            this.node = node;
        }

        @Override
        protected void answered(HttpAnswer answer) {
            boolean isUnavailable = answer.status() == 503;
            node.leave(isUnavailable);
            try {
                take(answer, isUnavailable);
            } catch (RuntimeException e) {
                proxy.fail(exchange, e);
            }
        }

        private void take(HttpAnswer answer, boolean isUnavailable) {
            if (isUnavailable) {
                node.rest(REST_NANOS);
                unavailable = answer;
                goOn();
            } else if (asksAll && answer.status() == 404) {
                notFound = answer;
                goOn();
            } else {
                respond(answer);
            }
        }

        @Override
        protected void failed(IOException cause) {
            node.leave(true);
            proxy.nodes().bad(node, cause);
            hasFailed = true;
            goOn();
        }
    }

    private void conclude() {
        if (tried.isEmpty()) {
            proxy.finish(exchange, proxy.refusal(), proxy.counts().unavailable);
        } else if (notFound != null && unavailable == null && !hasFailed) {
            respond(notFound);
        } else if (unavailable != null) {
            Response response = response(unavailable);
            boolean saysWhen = unavailable.header("Retry-After") != null;
            proxy.finish(exchange, saysWhen ? response : response.retryAfter(1), proxy.counts().failed);
        } else {
            String sentence = "no worker has answered, so it is unknown what was done; send it again as it is";
            proxy.finish(exchange, Response.problem(503, sentence).retryAfter(1), proxy.counts().failed);
        }
    }

    private void respond(HttpAnswer answer) {
        proxy.finish(exchange, response(answer), proxy.counts().answered);
    }

    private static Response response(HttpAnswer answer) {
        String type = answer.header("Content-Type");
        Response response = type == null && answer.body().length == 0
                ? Response.empty(answer.status())
                : Response.of(answer.status(), type == null ? "application/octet-stream" : type, answer.body());
        for (String name : ANSWERED) {
            String value = answer.header(name);
            response = value == null ? response : response.header(name, value);
        }
        return response;
    }
}
