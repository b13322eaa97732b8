package junretsu.users.remote;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import junretsu.config.HostPort;
import junretsu.net.tcp.LineFraming;
import junretsu.net.tcp.Transport;
import junretsu.text.JsonException;
import junretsu.users.line.AnswerParser;
import junretsu.users.line.FrontIntroduction;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.RequestWriter;

/**
 * A connection to the back end. An answer belongs to the oldest request without one and has to have its number;
 * whatever else comes is an error, after which the connection is closed and nothing of it is read. One thread.
 */
final class RemoteLine {
    private static final int BUFFER_BYTES = 64 << 10;

    private final RemoteLane lane;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerParser parser;
    private final FrontIntroduction introduction;
    private final ArrayDeque<PendingRequest> inFlight = new ArrayDeque<>();
    private final Transport transport;
    private ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES);
    private ByteBuffer output = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean isConnected;
    private boolean isBegun;
    private boolean isReady;
    private long nextId;
    private long sinceNanos;

    /** Begins to connect. */
    RemoteLine(RemoteLane lane, RemoteConfig config, Selector selector, AnswerParser parser, long nowNanos)
            throws IOException {
        this.lane = lane;
        this.parser = parser;
        introduction = config.key() == null ? null : new FrontIntroduction(config.key());
        sinceNanos = nowNanos;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            transport = config.tls() == null
                    ? Transport.plain(channel)
                    : Transport.tls(channel, engine(config.tls(), config.backend()));
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            isConnected = channel.connect(config.backend().resolve());
            flush();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SSLEngine engine(SSLContext tls, HostPort backend) {
        SSLEngine engine = tls.createSSLEngine(backend.host(), backend.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    RemoteLane lane() {
        return lane;
    }

    /** Returns true once the back end has accepted the connection and the front. */
    boolean isReady() {
        return isReady;
    }

    int inFlight() {
        return inFlight.size();
    }

    /** The time of the last answer, or of the attempt to connect when there was none. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Returns true when the oldest request should have had its answer. */
    boolean isLate(long nowNanos) {
        return !inFlight.isEmpty() && inFlight.peek().isLate(nowNanos);
    }

    void add(PendingRequest request) {
        request.number(write(request.request()));
        inFlight.add(request);
    }

    private long write(LineRequest request) {
        int needed = RequestWriter.bytesMax(request);
        if (needed > output.remaining()) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * output.capacity(), output.position() + needed));
            output = larger.put(output.flip());
        }
        output.position(RequestWriter.write(request, nextId, output.array(), output.position()));
        return nextId++;
    }

    /** Sends what the kernel takes. */
    void flush() throws IOException {
        if (!isConnected) {
            return;
        }
        if (transport.isOpen() && !isBegun) {
            begin();
        }
        output.flip();
        transport.write(output);
        output.compact();
        boolean hasMore = transport.holdsBytes() || transport.isOpen() && output.position() > 0;
        int operations = hasMore ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private void begin() {
        isBegun = true;
        if (introduction == null) {
            isReady = true;
        } else {
            write(introduction.first());
        }
    }

    /** Goes on with whatever its key says is possible. */
    void advance(long nowNanos) throws IOException {
        if (!isConnected) {
            isConnected = channel.finishConnect();
        }
        if (isConnected && key.isReadable()) {
            read(nowNanos);
        }
        flush();
    }

    private void read(long nowNanos) throws IOException {
        int count = transport.read(input);
        if (count < 0) {
            throw new EOFException("the back end has closed the connection");
        }
        byte[] bytes = input.array();
        int to = input.position();
        int at = 0;
        for (int end = LineFraming.lineFeed(bytes, to - count, to); end < to; ) {
            take(bytes, at, end - at);
            at = end + 1;
            sinceNanos = nowNanos;
            end = LineFraming.lineFeed(bytes, at, to);
        }
        input.flip().position(at);
        input.compact();
        if (input.remaining() < Transport.READ_BYTES_MIN) {
            grow();
        }
    }

    private void grow() throws IOException {
        if (input.capacity() > AnswerParser.LINE_BYTES_MAX) {
            throw new IOException("an answer is longer than " + AnswerParser.LINE_BYTES_MAX + " bytes");
        }
        input = ByteBuffer.allocate(2 * input.capacity()).put(input.flip());
    }

    private void take(byte[] bytes, int from, int length) throws IOException {
        LineAnswer answer;
        try {
            answer = parser.parse(bytes, from, length);
        } catch (JsonException e) {
            throw new IOException("the back end sent what is no answer: " + e.getMessage(), e);
        }
        if (!isReady) {
            introduce(answer);
        } else if (inFlight.isEmpty()) {
            throw new IOException("an answer came that nothing had asked for: " + answer);
        } else if (parser.id() != inFlight.peek().id()) {
            throw new IOException("an answer came that is not the one to the request in its place");
        } else {
            inFlight.remove().end(answer);
        }
    }

    private void introduce(LineAnswer answer) throws IOException {
        LineRequest next = introduction.next(answer);
        if (next == null) {
            isReady = true;
        } else {
            write(next);
        }
    }

    /** Ends the connection. @return the requests without an answer, of which nobody knows whether they were handled */
    List<PendingRequest> close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing that was sent or received on it matters any more.
        }
        List<PendingRequest> lost = List.copyOf(inFlight);
        inFlight.clear();
        return lost;
    }
}
