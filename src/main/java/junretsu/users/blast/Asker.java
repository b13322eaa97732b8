package junretsu.users.blast;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import junretsu.text.JsonException;
import junretsu.users.line.AnswerParser;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.RequestWriter;

/** A client that waits for its answers, for what comes before the measured time. For one thread. */
final class Asker implements Closeable {
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket = new Socket();
    private final AnswerParser parser = new AnswerParser();
    private byte[] input = new byte[64 << 10];
    private int length;
    private long nextId;

    /** Connects. */
    Asker(InetSocketAddress target) throws IOException {
        socket.connect(target, TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
    }

    /** @throws IOException when there is no answer, or it is another request's */
    LineAnswer ask(LineRequest request) throws IOException {
        return ask(List.of(request)).get(0);
    }

    /** Asks for up to 64 at once. */
    List<LineAnswer> ask(List<LineRequest> requests) throws IOException {
        byte[] lines =
                new byte[requests.stream().mapToInt(RequestWriter::bytesMax).sum()];
        long expected = nextId;
        int to = 0;
        for (LineRequest request : requests) {
            to = RequestWriter.write(request, nextId++, lines, to);
        }
        socket.getOutputStream().write(lines, 0, to);
        List<LineAnswer> answers = new ArrayList<>();
        while (answers.size() < requests.size()) {
            answers.add(read(expected++));
        }
        return answers;
    }

    private LineAnswer read(long expected) throws IOException {
        int end = end(0);
        InputStream in = socket.getInputStream();
        while (end < 0) {
            if (length == input.length) {
                input = Arrays.copyOf(input, 2 * length);
            }
            int count = in.read(input, length, input.length - length);
            if (count < 0) {
                throw new EOFException("closed by the server");
            }
            length += count;
            end = end(length - count);
        }
        try {
            LineAnswer answer = parser.parse(input, 0, end);
            if (parser.id() != expected) {
                throw new IOException("it is no users server, or takes no more clients: " + answer);
            }
            length -= end + 1;
            System.arraycopy(input, end + 1, input, 0, length);
            return answer;
        } catch (JsonException e) {
            throw new IOException("it is no users server: " + e.getMessage(), e);
        }
    }

    private int end(int from) {
        for (int at = from; at < length; at++) {
            if (input[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
