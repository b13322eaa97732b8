package junretsu.load.socket;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A reader of server-sent events (the HTML standard, 9.2) on a {@link ClientLoop}, of their data alone. It asks in the
 * manner of HTTP/1.0, so that the events come as they are and not in chunks. To be used by the loop's thread.
 */
public final class EventStream extends ClientSocket {
    private static final int EVENT_BYTES_MAX = 1 << 20;
    private static final String DATA = "data:";

    private final String host;
    private final String path;
    private final Consumer<String> events;
    private final Consumer<String> ends;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private AnswerHead head;
    private boolean isReading;

    /**
     * Makes a reader that has no connection yet.
     *
     * @param host for the header Host
     * @param events takes the data of each, on the loop's thread
     * @param ends takes the reason for which nothing comes any more, on the loop's thread
     */
    public EventStream(ClientLoop loop, String host, String path, Consumer<String> events, Consumer<String> ends) {
        super(loop);
        this.host = host;
        this.path = path;
        this.events = events;
        this.ends = ends;
    }

    /** Begins to read; to be called once. */
    public void open(InetSocketAddress target) {
        head = new AnswerHead();
        connect(target, null);
    }

    @Override
    void connected() {
        String request = "GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nAccept: text/event-stream\r\n\r\n";
        room().put(request.getBytes(StandardCharsets.US_ASCII));
        send();
    }

    @Override
    void received(ByteBuffer bytes) {
        try {
            if (!isReading && head.take(bytes)) {
                isReading = head.text().matches("(?s)HTTP/1\\.[01] 200.*");
                if (!isReading) {
                    end("an answer that is no stream");
                    return;
                }
            }
        } catch (MalformedFrame e) {
            end(e.getMessage());
            return;
        }
        while (isReading && bytes.hasRemaining()) {
            take(bytes.get());
        }
    }

    @Override
    void ended(String reason) {
        isReading = false;
        ends.accept(reason);
    }

    private void take(byte next) {
        if (next != '\n') {
            line.write(next);
            if (line.size() > EVENT_BYTES_MAX) {
                end("an event longer than 1 MiB");
            }
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.startsWith(DATA)) {
            data.append(text, DATA.length(), text.length());
        } else if (text.isEmpty() && data.length() > 0) {
            String event = data.toString().strip();
            data.setLength(0);
            events.accept(event);
        }
    }
}
