package junretsu.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The screen's own pages, from a site whose counts and stage a test says. Its methods may be called by any thread. */
public final class StageSite implements AutoCloseable {
    private static final long FRAME_MS = 50;

    /** The types of pages by the ends of their names. */
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "html", "text/html", "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Set<String> ignored = ConcurrentHashMap.newKeySet();
    private volatile boolean isOpen = true;

    public StageSite() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("/api/labels", "{}")
                .answer("/api/series", "{\"step_s\":1,\"span_s\":60,\"now\":60,\"points\":[]}")
                .answer("/api/rounds", "{\"rounds\":[]}")
                .answer("/healthz", "alive\n")
                .answer("/theme.css", "")
                .answer("/logo", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>")
                .answer("/vote/qr.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
        server.setExecutor(threads);
        server.createContext("/", this::page);
        server.createContext("/api/stream", this::stream);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The next requests for a path, so many of them, get no answer: their connections end. */
    public StageSite fail(String path, int times) {
        failures.put(path, times);
        return this;
    }

    /** The next request for a path waits for its answer for ever. */
    public StageSite ignore(String path) {
        ignored.add(path);
        return this;
    }

    /** Returns whether such a request has not come yet. */
    public boolean ignores(String path) {
        return ignored.contains(path);
    }

    /** From now on a path has this body. */
    public StageSite answer(String path, String body) {
        answers.put(path, body);
        return this;
    }

    /** From now on the frames and {@code /api/counts} are this JSON object. */
    public StageSite counts(String json) {
        return answer("/api/counts", json);
    }

    /** From now on the stage is this JSON object, whose version the counts must carry. */
    public StageSite stage(String json) {
        return answer("/api/stage", json);
    }

    @Override
    public void close() {
        isOpen = false;
        server.stop(0);
        threads.shutdownNow();
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (isOpen) {
                if (answers.containsKey("/api/counts")) {
                    out.write(("data: " + answers.get("/api/counts") + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                Thread.sleep(FRAME_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "screen.html" : path.equals("/history") ? "history.html" : path.substring(1);
        if (ignored.remove(path)) {
            return;
        }
        if (failures.merge(path, -1, Integer::sum) >= 0) {
            exchange.close();
            return;
        }
        if (answers.containsKey(path)) {
            String type = path.endsWith(".svg") || path.equals("/logo")
                    ? "image/svg+xml"
                    : path.startsWith("/api/") ? "application/json" : type(name);
            respond(exchange, 200, type, answers.get(path).getBytes(StandardCharsets.UTF_8));
            return;
        }
        try (InputStream page = StageSite.class.getResourceAsStream("/junretsu/web/" + name)) {
            respond(
                    exchange,
                    page == null ? 404 : 200,
                    type(name),
                    page == null ? new byte[] {'?'} : page.readAllBytes());
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
