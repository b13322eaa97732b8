package junretsu.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The screen's own pages, from a site whose stream has no place left. */
public final class RefusingSite implements AutoCloseable {
    private static final String NO_LOGO = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>";

    private final HttpServer server;
    private final AtomicInteger streams = new AtomicInteger();
    private volatile int health = 200;

    public RefusingSite() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::page);
        server.createContext("/api/labels", exchange -> answer(exchange, 200, "application/json", "{}"));
        server.createContext(
                "/api/series", exchange -> answer(exchange, 200, "application/json", "{\"now\":0,\"points\":[]}"));
        server.createContext("/theme.css", exchange -> answer(exchange, 200, "text/css", ""));
        server.createContext("/logo", exchange -> answer(exchange, 200, "image/svg+xml", NO_LOGO));
        server.createContext("/healthz", exchange -> answer(exchange, health, "text/plain", "alive\n"));
        server.createContext("/api/stream", exchange -> {
            streams.incrementAndGet();
            answer(exchange, 503, "text/plain", "all 1 places of this stream are taken\n");
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The status that {@code /healthz} has from now on. */
    public void answerHealth(int status) {
        health = status;
    }

    /** Requests for the stream so far. */
    public int streamsAskedFor() {
        return streams.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "screen.html" : path.substring(1);
        try (InputStream page = RefusingSite.class.getResourceAsStream("/junretsu/web/" + name)) {
            if (page == null) {
                answer(exchange, 404, "text/plain", name);
                return;
            }
            String type = name.endsWith("js") ? "text/javascript" : name.endsWith("css") ? "text/css" : "text/html";
            answer(exchange, 200, type, new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
