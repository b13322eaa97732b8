package junretsu.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A browser's connection that votes, by the JDK's own WebSocket client. */
public final class VoteSocket implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int LIMIT_S = 20;

    /** The answer to a message. */
    public record Answer(long acknowledged, long counted, long limited) {}

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private VoteSocket(String url, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create(url), new Taker())
                .orTimeout(LIMIT_S, TimeUnit.SECONDS)
                .join();
    }

    private final class Taker implements WebSocket.Listener {
        private final ByteBuffer answer = ByteBuffer.allocate(3 * Long.BYTES);

        /** The JDK hands over a frame in parts, as it was read. */
        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean isLast) {
            answer.put(bytes);
            if (isLast) {
                answer.flip();
                answers.add(new Answer(answer.getLong(), answer.getLong(), answer.getLong()));
                answer.clear();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
            texts.add(text.toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ends.add(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable cause) {
            ends.add("lost");
        }
    }

    /** @param client as in the URL @param headers names and values in turn */
    public static VoteSocket open(JunretsuProcess server, String client, String... headers) {
        return new VoteSocket(server.http().replace("http", "ws") + "/ws/vote?client=" + client, headers);
    }

    /** A client's text of 16 digits. */
    public static String client(long number) {
        return "%016x".formatted(number);
    }

    /** A message with its number. */
    public static byte[] message(long number, byte... votes) {
        return ByteBuffer.allocate(Long.BYTES + votes.length)
                .putLong(number)
                .put(votes)
                .array();
    }

    /** Sends a message; false when the connection has gone. */
    public boolean send(long number, byte... votes) {
        return send(message(number, votes), true);
    }

    /** Sends bytes. @param isLast false for a fragment */
    public boolean send(byte[] bytes, boolean isLast) {
        try {
            socket.sendBinary(ByteBuffer.wrap(bytes), isLast)
                    .orTimeout(LIMIT_S, TimeUnit.SECONDS)
                    .join();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    public void sendText(String text) {
        socket.sendText(text, true).orTimeout(LIMIT_S, TimeUnit.SECONDS).join();
    }

    /** Waits for the next answer. */
    public Answer answer() {
        return next(answers);
    }

    /** Waits for the answer that acknowledges this number. */
    public Answer answer(long number) {
        Answer answer = answer();
        while (answer.acknowledged() < number) {
            answer = answer();
        }
        return answer;
    }

    /** The newest answer; null when there is no further one. */
    public Answer newest() {
        Answer newest = null;
        for (Answer next = answers.poll(); next != null; next = answers.poll()) {
            newest = next;
        }
        return newest;
    }

    /** Waits for the next text. */
    public String text() {
        return next(texts);
    }

    /** Waits for the end: the closing message's code and reason, or {@code lost}. */
    public String end() {
        return next(ends);
    }

    /** Loses the connection without a closing message. */
    @Override
    public void close() {
        socket.abort();
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(LIMIT_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came in " + LIMIT_S + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
