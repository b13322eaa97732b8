package junretsu.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.text.JsonReader;

/** Takes messages about milestones, and answers as it is told. */
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Map<String, Object>> messages = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            messages.add(JsonReader.readObject(body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/milestones";
    }

    /** What to answer from now on. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** All that came, whatever was answered. */
    public List<Map<String, Object>> messages() {
        return messages;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
