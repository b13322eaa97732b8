package junretsu.net.tcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * The place of one answer among those of its connection. Answers leave in the order in which {@link TcpPeer#expect} was
 * called, whoever completes them first. One that comes after the end of its connection is dropped; since a place
 * belongs to one request of one connection, no answer can reach another.
 *
 * @param <A> the answer, which the loop's thread writes some time after it was handed over
 */
public abstract class TcpReply<A> {
    private static final VarHandle ANSWER;

    static {
        try {
            ANSWER = MethodHandles.lookup().findVarHandle(TcpReply.class, "answer", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TcpPeer peer;

    /** Written once by the thread that answers, read by the loop's. */
    private volatile Object answer;

    /** The next one of the connection. Of the loop's thread. */
    TcpReply<?> next;

    protected TcpReply(TcpPeer peer) {
        this.peer = peer;
    }

    /** The most bytes that {@link #write} needs. Called by the loop's thread, once, right before that. */
    protected abstract int bytesMax(A answer);

    /**
     * Writes the answer. Called by the loop's thread, once.
     *
     * @param into with room for {@link #bytesMax} bytes
     * @return the index after the last byte
     */
    protected abstract int write(A answer, byte[] into, int at);

    /**
     * Answers the request. Any thread.
     *
     * @return false when it had been answered before, which changes nothing
     */
    public final boolean complete(A first) {
        if (!ANSWER.compareAndSet(this, null, Objects.requireNonNull(first))) {
            return false;
        }
        peer.answered();
        return true;
    }

    /**
     * Returns false once the other end sends nothing more: it has closed the connection, or has said that it sends no
     * more and may still read. Any thread.
     */
    public final boolean isWanted() {
        return !peer.isInputEnded();
    }

    final boolean isComplete() {
        return answer != null;
    }

    final int bytesMax() {
        return bytesMax(typed());
    }

    final int write(byte[] into, int at) {
        return write(typed(), into, at);
    }

    @SuppressWarnings("unchecked")
    private A typed() {
        return (A) answer;
    }
}
