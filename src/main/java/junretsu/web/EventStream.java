package junretsu.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Server-sent events (WHATWG HTML, section 9.2): the latest state at an interval, encoded once for all clients. A client that
 * reads slowly gets the state as it is when it has read, not what it missed.
 */
public final class EventStream {
    /** Each client holds a thread of the web server. */
    private static final int CLIENTS_MAX = 32;

    private static final long INTERVAL_MS = 100;

    private final Supplier<String> state;
    private final Semaphore places = new Semaphore(CLIENTS_MAX);
    private byte[] frame = {};
    private long frameNumber;
    private long frameAtNanos = System.nanoTime() - INTERVAL_MS * 1_000_000;
    private boolean closed;

    /** @param state one line of text, without line breaks; asked at most once an interval, by any thread */
    public EventStream(Supplier<String> state) {
        this.state = state;
    }

    /** Sends frames until the client or the server goes. Answers 503 when all places are taken. */
    void serve(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            byte[] body =
                    ("all " + CLIENTS_MAX + " places of this stream are taken\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "5");
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        byte[] next = frame();
        while (next != null) {
            out.write(next);
            out.flush();
            pause();
            next = frame();
        }
    }

    private synchronized void pause() throws InterruptedException {
        if (!closed) {
            wait(INTERVAL_MS);
        }
    }

    /** @return the frame of this interval, made by the first who asks; null once closed */
    private synchronized byte[] frame() {
        long now = System.nanoTime();
        if (now - frameAtNanos >= INTERVAL_MS * 1_000_000 * 9 / 10) {
            frameAtNanos = now;
            frameNumber++;
            frame = ("id: " + frameNumber + "\ndata: " + state.get() + "\n\n").getBytes(StandardCharsets.UTF_8);
        }
        return closed ? null : frame;
    }
}
