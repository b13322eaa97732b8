package junretsu.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;

/** One WebSocket connection between Jetty's frames and the service's messages. */
final class SocketConnection implements FrameHandler, MessageSocket {
    private static final byte[] NOTHING = {};

    private final SocketListener listener;
    private final int messageBytesMax;
    private final Set<SocketConnection> open;
    private final AtomicReference<SocketEnd> end = new AtomicReference<>();

    /** Set once, before the connection is among the open ones. */
    private volatile CoreSession session;

    private volatile long heardNanos;
    private boolean isAsked;

    /** Frames since the sweep's last round; the sweep and the reading thread hold this object's lock for it. */
    private int frames;

    private boolean isPaused;

    // What is to be sent, by the holder of this object's lock.
    private byte[] answer;
    private byte[] text;
    private byte[] pong;
    private boolean isPing;
    private boolean isWriting;
    private long writingSinceNanos;
    private boolean isClosing;
    private long closingSinceNanos;

    /** @param open holds the connections that are open */
    SocketConnection(SocketListener listener, int messageBytesMax, Set<SocketConnection> open) {
        this.listener = listener;
        this.messageBytesMax = messageBytesMax;
        this.open = open;
    }

    /** The least that Jetty can do with: no frame is larger than its buffers, and none is joined or split. */
    void customize(Configuration configuration) {
        configuration.setIdleTimeout(Duration.ZERO);
        configuration.setAutoFragment(false);
        configuration.setMaxFrameSize(messageBytesMax);
        configuration.setInputBufferSize(messageBytesMax);
        configuration.setOutputBufferSize(messageBytesMax);
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        heardNanos = System.nanoTime();
        session = opened;
        open.add(this);
        listener.opened(this);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        heardNanos = System.nanoTime();
        boolean goesOn = end.get() == null && take(frame);
        callback.succeeded();
        if (goesOn) {
            demand();
        }
    }

    /** Returns whether to read on. */
    private boolean take(Frame frame) {
        switch (frame.getOpCode()) {
            case OpCode.BINARY:
                if (!frame.isFin()) {
                    refuse(SocketEnd.FRAGMENT, CloseStatus.POLICY_VIOLATION, "send each message in one frame");
                    return false;
                }
                listener.message(frame.hasPayload() ? frame.getPayload() : ByteBuffer.wrap(NOTHING));
                return end.get() == null;
            case OpCode.TEXT:
                refuse(SocketEnd.TEXT, CloseStatus.BAD_DATA, "send binary messages");
                return false;
            case OpCode.PING:
                pong(frame);
                return true;
            case OpCode.CLOSE:
                return false;
            default:
                return true;
        }
    }

    private void pong(Frame ping) {
        byte[] payload = new byte[ping.getPayloadLength()];
        if (payload.length > 0) {
            ping.getPayload().duplicate().get(payload);
        }
        synchronized (this) {
            pong = payload;
        }
        sendNext();
    }

    private void demand() {
        synchronized (this) {
            isPaused = ++frames > Sockets.MESSAGES_A_ROUND;
            if (isPaused) {
                return;
            }
        }
        session.demand();
    }

    @Override
    public void offer(byte[] message) {
        synchronized (this) {
            answer = message;
        }
        sendNext();
    }

    @Override
    public void offer(String newer) {
        offerText(newer.getBytes(StandardCharsets.UTF_8));
    }

    /** @param newer in UTF-8; not to be changed, since other connections may send it, too */
    void offerText(byte[] newer) {
        synchronized (this) {
            text = newer;
        }
        sendNext();
    }

    @Override
    public void close(int code, String reason) {
        refuse(SocketEnd.CLOSED, code, reason);
    }

    private void refuse(SocketEnd why, int code, String reason) {
        if (!end.compareAndSet(null, why)) {
            return;
        }
        synchronized (this) {
            isClosing = true;
            closingSinceNanos = System.nanoTime();
        }
        session.close(code, reason, Callback.NOOP);
    }

    private void cut(SocketEnd why) {
        end.compareAndSet(null, why);
        session.abort();
    }

    private void sendNext() {
        Frame frame;
        synchronized (this) {
            frame = isWriting || isClosing ? null : next();
            if (frame == null) {
                return;
            }
            isWriting = true;
            writingSinceNanos = System.nanoTime();
        }
        session.sendFrame(frame, Callback.from(this::written, failure -> {}), false);
    }

    private Frame next() {
        Frame frame = null;
        if (pong != null) {
            frame = new Frame(OpCode.PONG, ByteBuffer.wrap(pong));
            pong = null;
        } else if (isPing) {
            frame = new Frame(OpCode.PING);
            isPing = false;
        } else if (answer != null) {
            frame = new Frame(OpCode.BINARY, ByteBuffer.wrap(answer));
            answer = null;
        } else if (text != null) {
            frame = new Frame(OpCode.TEXT, ByteBuffer.wrap(text));
            text = null;
        }
        return frame;
    }

    private void written() {
        synchronized (this) {
            isWriting = false;
        }
        sendNext();
    }

    /** Looks after the connection; for the sweep's thread alone. */
    void sweep(long nowNanos, SocketTimes times) {
        long silentNanos = nowNanos - heardNanos;
        boolean isResumed;
        synchronized (this) {
            if (isClosing && nowNanos - closingSinceNanos > times.closingNanos()) {
                session.abort();
                return;
            }
            if (isWriting && nowNanos - writingSinceNanos > times.unreadNanos()) {
                cut(SocketEnd.UNREAD);
                return;
            }
            frames = 0;
            isResumed = isPaused && !isClosing;
            isPaused = false;
        }
        if (isResumed) {
            session.demand();
        } else if (silentNanos > times.silenceNanos()) {
            cut(SocketEnd.SILENT);
        } else {
            ask(silentNanos > times.pingNanos());
        }
    }

    private void ask(boolean isSilent) {
        boolean isNew = isSilent && !isAsked;
        isAsked = isSilent;
        if (isNew) {
            synchronized (this) {
                isPing = true;
            }
            sendNext();
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        if (cause instanceof MessageTooLargeException) {
            end.compareAndSet(null, SocketEnd.TOO_LARGE);
        } else if (cause instanceof WebSocketException) {
            end.compareAndSet(null, SocketEnd.PROTOCOL);
        }
        callback.succeeded();
    }

    /** Once it is no longer among the open ones, all that it held has been given back. */
    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        end.compareAndSet(null, SocketEnd.LEFT);
        listener.closed(end.get());
        open.remove(this);
        callback.succeeded();
    }

    /** The handshake came to nothing. */
    void failed() {
        listener.closed(SocketEnd.LEFT);
    }
}
