package junretsu.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Shows views at their paths, to GET and HEAD, and event streams. Each request under way holds one of {@value #THREADS_MAX}
 * threads; a request that is not complete after {@value #REQUEST_SECONDS_MAX} seconds is cut off, so that half-open ones
 * cannot hold the threads for good.
 */
public final class WebServer implements Closeable {
    private static final int THREADS_MAX = 64;
    private static final int REQUEST_SECONDS_MAX = 5;

    static {
        // Read once by the JDK's server, when its first class is loaded.
        System.setProperty("sun.net.httpserver.maxReqTime", "" + REQUEST_SECONDS_MAX);
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS_MAX, THREADS_MAX, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WebServer::thread);
    private Map<String, View> views = Map.of();
    private Map<String, EventStream> streams = Map.of();

    private WebServer(HttpServer server) {
        this.server = server;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Takes the address; requests wait until {@link #start}. */
    public static WebServer bind(InetSocketAddress address) throws IOException {
        return new WebServer(HttpServer.create(address, 0));
    }

    /**
     * Begins to answer. To be called once.
     *
     * @param views by exact path
     * @param streams by exact path
     */
    public void start(Map<String, View> views, Map<String, EventStream> streams) {
        this.views = new TreeMap<>(views);
        this.streams = new TreeMap<>(streams);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public InetSocketAddress localAddress() {
        return server.getAddress();
    }

    @Override
    public void close() {
        streams.values().forEach(EventStream::close);
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            EventStream stream = streams.get(path);
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, View.Content.text(405, "only GET and HEAD are served here\n"));
            } else if (stream != null && method.equals("GET")) {
                stream.serve(exchange);
            } else {
                send(exchange, view(path).content());
            }
        }
    }

    private View view(String path) {
        View view = path.equals("/") ? views.getOrDefault(path, this::index) : views.get(path);
        return view != null ? view : () -> View.Content.text(404, "nothing is shown at this path; / lists what is\n");
    }

    private View.Content index() {
        StringBuilder text = new StringBuilder("junretsu shows\n");
        views.keySet().forEach(path -> text.append("  ").append(path).append('\n'));
        streams.keySet().forEach(path -> text.append("  ").append(path).append("   (server-sent events)\n"));
        return View.Content.text(200, text.toString());
    }

    private static void send(HttpExchange exchange, View.Content content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", content.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(content.status(), -1);
        } else {
            exchange.sendResponseHeaders(content.status(), content.body().length);
            exchange.getResponseBody().write(content.body());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "web");
        thread.setDaemon(true);
        return thread;
    }
}
