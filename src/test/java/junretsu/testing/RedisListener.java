package junretsu.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears what is published on a channel. */
public final class RedisListener implements AutoCloseable {
    private final Socket socket;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    public RedisListener(RedisServer redis, String channel) {
        try {
            socket = new Socket("127.0.0.1", redis.port());
            socket.getOutputStream().write(("SUBSCRIBE " + channel + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (!replies.readLine().startsWith(":")) {
                continue;
            }
            Thread thread = new Thread(() -> hear(replies));
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> messages() {
        return messages;
    }

    private void hear(BufferedReader replies) {
        try {
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                if (line.startsWith("{")) {
                    messages.add(line);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
