package junretsu.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP receiver that answers byte by byte what a test makes up, also what no HTTP library would. */
public final class RawReceiver implements AutoCloseable {
    private final SocketServer server;
    private final Answer answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();

    /** What is sent once a request has been read. */
    @FunctionalInterface
    public interface Answer {
        /** @param request from 0 on. Throws when the client has dropped the connection */
        void send(int request, OutputStream out) throws IOException, InterruptedException;
    }

    public RawReceiver(Answer answer) {
        this.answer = answer;
        server = new SocketServer("raw-receiver", this::serve);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port() + "/hook";
    }

    /** The requests that came, head and body. */
    public List<String> requests() {
        return requests;
    }

    /** Connections that the client has dropped. */
    public int dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket client) {
        try {
            for (String request = read(client.getInputStream());
                    request != null;
                    request = read(client.getInputStream())) {
                answer.send(take(request), client.getOutputStream());
            }
            dropped.incrementAndGet();
        } catch (IOException e) {
            dropped.incrementAndGet();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized int take(String request) {
        requests.add(request);
        return requests.size() - 1;
    }

    /** Reads up to the end of a JSON object, which is how each message ends; null when the connection has ended. */
    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[4_096];
        while (text.isEmpty() || text.charAt(text.length() - 1) != '}') {
            int count = in.read(bytes);
            if (count < 0) {
                return null;
            }
            text.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
