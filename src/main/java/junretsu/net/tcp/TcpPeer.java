package junretsu.net.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * A connection that a {@link TcpLoop} serves. Its public methods are for the framing, on the loop's thread.
 *
 * <pre>
 *   received bytes -> half message -> framing -> requests -> ... any thread ... -> answers, in order -> sent
 *
 *   OPEN ----> ENDING: no more is taken, answers leave ----> LINGERING: what is received is dropped ----> CLOSED
 * </pre>
 *
 * It lingers since a socket that is closed with bytes unread is reset, and its last answers with it (RFC 9112, 9.6).
 */
public final class TcpPeer {
    /** The time for which what is still received is dropped before the socket is closed. */
    static final long LINGER_NANOS = 1_000_000_000;

    private static final byte[] NO_WORDS = {};
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum State {
        OPEN,
        ENDING,
        LINGERING,
        CLOSED
    }

    private final TcpLoop loop;
    private final TcpConnection connection;
    private final InetSocketAddress address;
    private final SelectionKey key;
    private final Transport transport;
    private final ReplyQueue replies = new ReplyQueue();
    private final HalfMessage half = new HalfMessage();
    private State state = State.OPEN;
    private Object attachment;

    /** The half message may begin with whole ones: too many were unanswered to take them. */
    private boolean isStalled;

    /** The other end sends nothing more. Written by the loop's thread, read by any. */
    private volatile boolean isInputEnded;

    /** The part of the answers that the kernel did not take; null when it took all. */
    private ByteBuffer unsent;

    private long activeNanos;
    private long halfSinceNanos;

    private final AnsweredPeers.Place place = new AnsweredPeers.Place(this);

    TcpPeer(TcpLoop loop, TcpConnection connection, SelectionKey key, Transport transport, InetSocketAddress address) {
        this.loop = loop;
        this.connection = connection;
        this.key = key;
        this.transport = transport;
        this.address = address;
        activeNanos = loop.nowNanos();
    }

    /** The other end. */
    public InetSocketAddress address() {
        return address;
    }

    /** The object that the framing keeps for this connection; null at first. */
    public Object attachment() {
        return attachment;
    }

    public void attach(Object object) {
        attachment = object;
    }

    /**
     * Returns true while the framing may take a message: nothing ends the connection, and not too much is unanswered.
     */
    public boolean takesMore() {
        return state == State.OPEN
                && unsent == null
                && replies.size() < loop.limits().unansweredMax();
    }

    /** Gives an answer its place, behind those of all requests before. */
    public void expect(TcpReply<?> reply) {
        replies.add(reply);
    }

    /** Takes no more messages, and ends the connection once all answers have left, with last words if there are any. */
    public void end(byte[] lastWords) {
        if (state != State.OPEN) {
            return;
        }
        if (!transport.isOpen()) {
            close();
            return;
        }
        if (lastWords.length > 0) {
            LastWords reply = new LastWords(this);
            replies.add(reply);
            reply.complete(lastWords);
        }
        state = State.ENDING;
        isStalled = false;
        endHalf();
    }

    /** Takes note that one of its replies has an answer. Any thread. */
    void answered() {
        if (!loop.isServing(this)) {
            loop.answered(place);
        }
    }

    boolean isInputEnded() {
        return isInputEnded;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Goes on with whatever its key says is possible. */
    void advance(boolean isReadable) throws IOException {
        if (isReadable && (takesMore() || state == State.LINGERING)) {
            receive();
        }
        settle();
    }

    private void receive() throws IOException {
        ByteBuffer input = loop.input();
        int joined = half.joinTo(input);
        int count = transport.read(input);
        if (count < 0) {
            isInputEnded = true;
            if (state == State.LINGERING) {
                close();
            } else {
                end(NO_WORDS);
            }
        } else if (count > 0) {
            loop.counts().addIn(count);
            activeNanos = loop.nowNanos();
            if (state == State.OPEN) {
                takeJoined(input.array(), joined, joined + count);
            }
        }
    }

    /** @param fresh index of the first byte that was received now; those before are the half message */
    private void takeJoined(byte[] received, int fresh, int to) throws IOException {
        if (half.length() == fresh) {
            half.clear();
            int taken = take(received, to, fresh);
            if (state == State.OPEN && taken < to) {
                half.add(received, taken, to);
            }
            lookAtHalf(taken);
        } else {
            int before = half.length();
            half.add(received, fresh, to);
            takeHalf(before);
        }
    }

    private void takeHalf(int fresh) throws IOException {
        int taken = take(half.bytes(), half.length(), fresh);
        if (state == State.OPEN) {
            half.remove(taken);
        }
        lookAtHalf(taken);
    }

    private int take(byte[] bytes, int to, int fresh) throws IOException {
        int at = 0;
        int taken = 1;
        while (taken > 0 && at < to && takesMore()) {
            taken = loop.framing().take(this, bytes, at, to, Math.max(at, fresh));
            at += taken;
            flush();
        }
        isStalled = at < to && taken > 0 && state == State.OPEN;
        return at;
    }

    private void lookAtHalf(int taken) {
        if (state != State.OPEN || half.isEmpty() || isStalled) {
            halfSinceNanos = 0;
            return;
        }
        if (taken > 0 || halfSinceNanos == 0) {
            halfSinceNanos = loop.nowNanos() | 1;
        }
        if (half.length() > loop.framing().messageBytesMax(half.bytes(), 0, half.length()) + 1) {
            endBecause(TcpLimit.MESSAGE_BYTES);
        }
    }

    /** Ends the connection because it passes a limit, with the framing's last words. */
    public void endBecause(TcpLimit limit) {
        if (state != State.OPEN) {
            return;
        }
        loop.counts().addEnded(limit);
        end(loop.framing().lastWords(limit));
    }

    /** Sends what is answered, takes what waited for that, and says what is to be waited for now. */
    void settle() throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        flush();
        while (isStalled && takesMore()) {
            takeHalf(0);
        }
        if (state == State.ENDING && replies.size() == 0 && unsent == null && !transport.holdsBytes()) {
            linger();
        }
        if (state != State.CLOSED) {
            waitFor((takesMore() || state == State.LINGERING ? SelectionKey.OP_READ : 0)
                    | (unsent != null || transport.holdsBytes() ? SelectionKey.OP_WRITE : 0));
        }
    }

    private void waitFor(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private void flush() throws IOException {
        if (transport.holdsBytes()) {
            transport.write(NOTHING);
        }
        if (unsent != null) {
            int before = unsent.remaining();
            transport.write(unsent);
            if (unsent.remaining() < before) {
                activeNanos = loop.nowNanos();
            }
            unsent = unsent.hasRemaining() ? unsent : null;
        }
        while (unsent == null && replies.isFirstComplete()) {
            OutputBuffer output = loop.output();
            while (replies.isFirstComplete() && !output.isFull()) {
                output.add(replies.removeFirst());
            }
            loop.counts().addOut(output.length());
            activeNanos = loop.nowNanos();
            unsent = output.writeTo(transport);
        }
    }

    private void linger() throws IOException {
        if (isInputEnded) {
            close();
        } else {
            transport.end();
            state = State.LINGERING;
            activeNanos = loop.nowNanos();
        }
    }

    /** Ends what has taken too long. */
    void look(long nowNanos, boolean isDraining) throws IOException {
        long silentNanos = nowNanos - activeNanos;
        if (isDraining && state == State.OPEN) {
            end(NO_WORDS);
            settle();
        }
        if (state == State.LINGERING) {
            if (silentNanos >= LINGER_NANOS) {
                close();
            }
        } else if (unsent != null && silentNanos >= loop.limits().idleNanos()) {
            loop.counts().addEnded(TcpLimit.IDLE);
            close();
        } else if (isHalf() && nowNanos - halfSince() >= loop.limits().halfMessageNanos()) {
            halfSinceNanos = 0;
            endBecause(TcpLimit.HALF_MESSAGE);
            settle();
        } else if (replies.size() == 0 && silentNanos >= loop.limits().idleNanos()) {
            endBecause(TcpLimit.IDLE);
            settle();
        }
    }

    /** A handshake that is not done is half a message too. */
    private boolean isHalf() {
        return state == State.OPEN && (halfSinceNanos != 0 || !transport.isOpen());
    }

    private long halfSince() {
        return halfSinceNanos == 0 ? activeNanos : halfSinceNanos;
    }

    /** Ends the connection at once and gives its place back. */
    public void close() {
        boolean wasOpen = state == State.OPEN;
        state = State.CLOSED;
        isInputEnded = true;
        unsent = null;
        if (wasOpen) {
            endHalf();
        }
        connection.close();
    }

    private void endHalf() {
        int bytes = half.length();
        half.clear();
        loop.framing().ended(this, bytes);
    }
}
