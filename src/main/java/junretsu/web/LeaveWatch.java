package junretsu.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client closes its side of a connection while the answer to its request is waited for. Nobody reads
 * from the connection meanwhile, so this watch does: bytes that come are the next request's and are kept for it, after
 * which the client's leaving goes unnoticed. An interest in reading cannot be taken back; when the connection itself
 * wants to read before that of the watch has come, it is told by the watch.
 *
 * <p>Any thread may call. The lock is held while reading, so that never two threads read; nothing of others is called
 * under it but the end point.
 */
final class LeaveWatch implements Callback {
    private final WebConnection connection;

    /** Changed under the lock; true from the registration at the end point until it has called back. */
    private volatile boolean isRegistered;

    /** Changed under the lock; a thread that ends an exchange sees whether it was watched. */
    private volatile Exchange watched;

    /** The exchange whose last bytes the end point was given: the client may have them all, and leave. */
    private volatile Exchange calmed;

    private Runnable left;
    private Callback next;
    private ByteBuffer early;

    LeaveWatch(WebConnection connection) {
        this.connection = connection;
    }

    /**
     * Watches for an exchange, unless that ends at the same moment: either its end sees that it is watched and waits
     * for the lock before the connection reads on, or this sees the end.
     *
     * @param whenLeft called at most once, by another thread
     */
    synchronized void begin(Exchange exchange, Runnable whenLeft) {
        if (exchange.hasEnded()) {
            return;
        }
        watched = exchange;
        if (exchange.hasEnded() || calmed == exchange) {
            watched = null;
            return;
        }
        left = whenLeft;
        register();
    }

    /** The end point may call back within the call, when it fails. */
    private void register() {
        if (!isRegistered) {
            isRegistered = true;
            if (!connection.getEndPoint().tryFillInterested(this)) {
                isRegistered = false;
            }
        }
    }

    /** Calls nobody any more for an exchange; to be called before the last bytes of its answer are sent. */
    void calm(Exchange exchange) {
        calmed = exchange;
        if (watched == exchange) {
            synchronized (this) {
                left = null;
            }
        }
    }

    /** Ends the watch for an exchange; returns what has come of the next request, or null. */
    ByteBuffer end(Exchange exchange) {
        calmed = null;
        if (watched != exchange) {
            return null;
        }
        synchronized (this) {
            watched = null;
            left = null;
            ByteBuffer come = early;
            early = null;
            return come;
        }
    }

    /** Keeps an interest of the connection until the watch is called back; false when it is not going to be. */
    boolean keeps(Callback interest) {
        if (!isRegistered) {
            return false;
        }
        synchronized (this) {
            if (isRegistered && next == null) {
                next = interest;
            }
            return isRegistered;
        }
    }

    /** Returns whether the end point's interest is the watch's alone. */
    synchronized boolean isAlone() {
        return isRegistered && next == null;
    }

    @Override
    public void succeeded() {
        Callback told;
        Runnable action;
        synchronized (this) {
            isRegistered = false;
            told = takeNext();
            action = left != null && !look() ? takeLeft() : null;
        }
        if (told != null) {
            told.succeeded();
        }
        connection.run(action);
    }

    /** Reads; returns false when the client has closed its side. */
    private boolean look() {
        ByteBuffer bytes = BufferUtil.allocate(connection.getInputBufferSize());
        int count;
        try {
            count = connection.getEndPoint().fill(bytes);
        } catch (IOException e) {
            return false;
        }
        if (count > 0) {
            early = bytes;
        } else if (count == 0) {
            register();
        }
        return count >= 0;
    }

    @Override
    public void failed(Throwable cause) {
        Callback told;
        Runnable action;
        synchronized (this) {
            isRegistered = false;
            told = takeNext();
            action = takeLeft();
        }
        if (told != null) {
            told.failed(cause);
        }
        connection.run(action);
    }

    private Callback takeNext() {
        Callback taken = next;
        next = null;
        return taken;
    }

    private Runnable takeLeft() {
        Runnable taken = left;
        left = null;
        return taken;
    }

    @Override
    public InvocationType getInvocationType() {
        return connection.getServer().getInvocationType();
    }
}
