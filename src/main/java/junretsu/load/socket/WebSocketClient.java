package junretsu.load.socket;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * A client's end of a WebSocket (RFC 6455) on a {@link ClientLoop}, opened again as often as one likes. Pings are
 * answered and a close is returned here. To be used by the loop's thread.
 */
public abstract class WebSocketClient extends ClientSocket {
    /** The status of an end of which both sides know (RFC 6455, 7.4.1). */
    private static final byte[] GOING_AWAY = {0x03, (byte) 0xe9};

    private final Endpoint endpoint;
    private final Frames frames = new Frames();
    private AnswerHead head;
    private OpeningHandshake handshake;
    private FrameReader reader;
    private String path;

    /**
     * The things that all clients of a load share.
     *
     * @param target to connect to
     * @param host for the headers Host and Origin, as in {@code 127.0.0.1:8080}
     * @param writer of frames
     * @param random of the handshakes' keys
     */
    public record Endpoint(
            ClientLoop loop, InetSocketAddress target, String host, FrameWriter writer, RandomGenerator random) {}

    /** Makes a client that has no connection yet. */
    protected WebSocketClient(Endpoint endpoint) {
        super(endpoint.loop());
        this.endpoint = endpoint;
    }

    /** Called when messages may be sent. */
    protected abstract void opened();

    /** Called with a whole binary message, which is valid during the call alone. */
    protected abstract void message(byte[] bytes, int length);

    /** Called when the server broke the protocol, right before {@link #lost}. */
    protected abstract void broke(String rule);

    /**
     * Called when an attempt to connect has failed, or a connection has ended that {@link #leave} did not end.
     *
     * @param reason such as {@code answer 503}
     * @param wasOpen whether messages could be sent on it
     */
    protected abstract void lost(String reason, boolean wasOpen);

    /**
     * Begins a connection; there must be none.
     *
     * @param toPath with what stands behind the question mark
     * @param from address of this machine; null for the system's choice
     */
    protected final void open(String toPath, InetSocketAddress from) {
        path = toPath;
        reader = null;
        head = new AnswerHead();
        connect(endpoint.target(), from);
    }

    /** Returns whether messages may be sent. */
    public final boolean isOpen() {
        return reader != null;
    }

    /** Returns whether there is a connection, or one is being made. */
    public final boolean hasConnection() {
        return isAlive();
    }

    /** Sends a binary message; one of more than 60 KiB is too long. */
    protected final void sendBinary(byte[] bytes, int length) {
        send(Opcode.BINARY, bytes, length);
    }

    /** Gives a connection up for a reason of this side, which {@link #lost} is told. */
    protected final void giveUp(String reason) {
        end(reason);
    }

    /** Says good-bye and closes, without a word to {@link #lost}. */
    public final void leave() {
        if (isOpen()) {
            send(Opcode.CLOSE, GOING_AWAY, GOING_AWAY.length);
        }
        reader = null;
        close();
    }

    @Override
    final void connected() {
        handshake = new OpeningHandshake(endpoint.random());
        room().put(handshake.request(endpoint.host(), path));
        send();
    }

    @Override
    final void received(ByteBuffer bytes) {
        try {
            if (reader == null && head.take(bytes)) {
                shakeHands();
            }
            if (reader != null) {
                reader.read(bytes, frames);
            }
        } catch (MalformedFrame e) {
            broke(e.getMessage());
            end(e.getMessage());
        }
    }

    private void shakeHands() {
        String refusal = handshake.refusal(head.text());
        handshake = null;
        head = null;
        if (refusal != null) {
            end(refusal);
            return;
        }
        reader = new FrameReader();
        opened();
    }

    @Override
    final void ended(String reason) {
        boolean wasOpen = isOpen();
        reader = null;
        lost(reason, wasOpen);
    }

    private void send(int opcode, byte[] payload, int length) {
        endpoint.writer().write(opcode, payload, length, room());
        send();
    }

    /** The messages of the connection at hand; what comes behind its end is not read. */
    private final class Frames implements MessageHandler {
        @Override
        public void binary(byte[] bytes, int length) {
            if (isOpen()) {
                message(bytes, length);
            }
        }

        @Override
        public void text(byte[] bytes, int length) {
            // The server says that the stage has changed: nothing that a load needs to look at.
        }

        @Override
        public void ping(byte[] bytes, int length) {
            if (isOpen()) {
                send(Opcode.PONG, bytes, length);
            }
        }

        @Override
        public void close(int code) {
            if (!isOpen()) {
                return;
            }
            leave();
            lost(code == FrameReader.CODE_NONE ? "closed by the server" : "closed with status " + code, true);
        }
    }
}
