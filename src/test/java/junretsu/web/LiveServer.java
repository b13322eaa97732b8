package junretsu.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import junretsu.base.Deadline;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.testing.Waiting;

/** A server on a free port of 127.0.0.1, and clients for it. */
final class LiveServer implements AutoCloseable {
    private static final int REPLY_LIMIT_MS = 20_000;

    final List<String> faults = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final WebServer server;

    LiveServer(WebLimits limits, Routes routes) throws StartException {
        this(HttpConfig.plain(new HostPort("127.0.0.1", 0)), limits, routes);
    }

    LiveServer(HttpConfig config, WebLimits limits, Routes routes) throws StartException {
        server = WebServer.bind(config, limits, (where, cause) -> faults.add(where + ": " + cause.getMessage()));
        server.start(() -> routes);
    }

    /** Limits that a test need not wait long for. */
    static WebLimits limits(double silenceSeconds) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return new WebLimits(
                (long) (silenceSeconds * second),
                64 << 10,
                second / 20,
                60 * second,
                1_000,
                64 << 20,
                100,
                second / 20);
    }

    static Routes routes() {
        return new Routes("test", "1");
    }

    InetSocketAddress address() {
        return server.localAddress();
    }

    String url() {
        return server.url();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    /** @param headers name, value, name, value ... */
    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofMillis(REPLY_LIMIT_MS))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The body as it comes. */
    HttpResponse<InputStream> read(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(server.localAddress());
        socket.setSoTimeout(REPLY_LIMIT_MS);
        return socket;
    }

    /** A client whose kernel takes little for it. */
    Socket connectDeaf() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2_048);
        socket.connect(server.localAddress());
        return socket;
    }

    /** Sends the bytes, half-closes and returns all that comes back, as ISO 8859-1. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return readAll(socket);
        }
    }

    /** A request of a line and headers, answered. */
    String ask(String line, String... headers) throws IOException {
        String lines = String.join("\r\n", headers);
        return raw(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lines + (lines.isEmpty() ? "" : "\r\n") + "\r\n");
    }

    static String readAll(Socket socket) {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                reply.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of the answer", e);
        } catch (IOException e) {
            // Reset, after what there was to read.
        }
        return reply.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads until what has come ends so; fails when the connection ends before. */
    static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8_192];
        while (!text.toString().endsWith(end)) {
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                throw new AssertionError("no more behind " + text);
            }
            text.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    /** Reads and writes nothing but looks until the server has closed. */
    static void awaitClose(Socket socket, long limitMs) throws IOException {
        socket.setSoTimeout(50);
        Waiting.until("the server to close", limitMs, () -> isClosed(socket));
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits until no connection is open, and fails when one stays. */
    void awaitNoConnections() {
        Waiting.until("connections to end", () -> server.connections() == 0);
    }

    void drain(Deadline deadline) {
        server.drain(deadline);
    }

    int connections() {
        return server.connections();
    }

    @Override
    public void close() {
        server.close();
    }
}
