package junretsu.web;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * A connection that keeps the request's target as it was sent, apart from Jetty, which would refuse some of the
 * characters that a parameter may have, and that knows what it waits for.
 */
final class WebConnection extends HttpConnection {
    private final Set<WebConnection> open;
    private final Executor executor;
    private final LeaveWatch watch = new LeaveWatch(this);
    private volatile String target;
    private volatile Exchange exchange;

    /** For the sweep's thread alone. */
    private long seenMessages = -1;

    private long silentSinceNanos;

    private WebConnection(
            HttpConfiguration http,
            Connector connector,
            EndPoint endPoint,
            Set<WebConnection> open,
            Executor executor) {
        super(http, connector, endPoint);
        this.open = open;
        this.executor = executor;
    }

    /**
     * @param open holds the connections that are open
     * @param executor lets a connection read on, once its request was answered by a thread that does not read
     */
    static HttpConnectionFactory factory(HttpConfiguration http, Set<WebConnection> open, Executor executor) {
        return new HttpConnectionFactory(http) {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                return configure(new WebConnection(http, connector, endPoint, open, executor), connector, endPoint);
            }
        };
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        int path = path(uri);
        target = path < 0 ? uri : path == uri.length() ? "/" : uri.substring(path);
        return super.newHttpStream(method, path < 0 ? uri : uri.substring(0, path) + "/", version);
    }

    /** The index of the path in the origin or absolute form; -1 in others. */
    private static int path(String uri) {
        int scheme = uri == null || uri.startsWith("/") ? -1 : uri.indexOf("://");
        if (uri == null || (scheme < 0 && !uri.startsWith("/"))) {
            return -1;
        }
        int slash = uri.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        return slash < 0 ? uri.length() : slash;
    }

    @Override
    protected Executor getExecutor() {
        return executor;
    }

    @Override
    public void onOpen() {
        open.add(this);
        super.onOpen();
    }

    @Override
    public void onClose(Throwable cause) {
        open.remove(this);
        super.onClose(cause);
    }

    /** The target of the request line under way, as sent but for scheme and authority; null before the first. */
    String target() {
        return target;
    }

    void enter(Exchange begun) {
        exchange = begun;
    }

    /** @param isWhole whether the client has the answer, and may send the next request */
    void leave(Exchange ended, boolean isWhole) {
        if (exchange == ended) {
            exchange = null;
        }
        ByteBuffer early = watch.end(ended);
        if (early != null && isWhole) {
            onUpgradeTo(early);
        }
    }

    /**
     * Calls an action, once, when the client closes its side before the exchange has ended; not for a client that has
     * sent its next request already. For an exchange whose request was read whole.
     */
    void watch(Exchange underWay, Runnable whenLeft) {
        if (isRequestBufferEmpty()) {
            watch.begin(underWay, whenLeft);
        }
    }

    /** Calls no action of {@link #watch} any more for an exchange; to be called before the last bytes are sent. */
    void calm(Exchange underWay) {
        watch.calm(underWay);
    }

    /** Runs an action of the watch by another thread; nothing for null, or when the server has ended. */
    void run(Runnable action) {
        try {
            if (action != null) {
                executor.execute(action);
            }
        } catch (RejectedExecutionException e) {
            getEndPoint().close(e);
        }
    }

    @Override
    public void fillInterested(Callback interest) {
        if (!watch.keeps(interest)) {
            super.fillInterested(interest);
        }
    }

    @Override
    public void tryFillInterested(Callback interest) {
        if (!watch.keeps(interest)) {
            super.tryFillInterested(interest);
        }
    }

    /**
     * Returns whether the connection itself wants to read, the watch apart. The watch is asked first: it may be called
     * back at any moment, and then its interest is not to be taken for the connection's.
     */
    @Override
    public boolean isFillInterested() {
        return !watch.isAlone() && super.isFillInterested();
    }

    /**
     * Returns whether a request is not answered whole.
     *
     * @param withBodies also one whose body has not come whole
     */
    boolean isUnderWay(boolean withBodies) {
        Exchange underWay = exchange;
        return underWay != null && (withBodies || !underWay.hasUnreadBody());
    }

    /** Closes the connection at once, without the closing message of TLS. */
    void cut() {
        EndPoint endPoint = getEndPoint();
        if (endPoint instanceof SslEndPoint encrypted) {
            encrypted.unwrap().close();
        }
        endPoint.close();
    }

    /**
     * Closes the connection when the side that is waited for is late.
     *
     * @param silenceNanos for the next whole request
     */
    void sweep(long nowNanos, long silenceNanos) {
        Exchange underWay = exchange;
        long messages = getMessagesIn() + getMessagesOut();
        if (underWay != null || messages != seenMessages) {
            seenMessages = messages;
            silentSinceNanos = nowNanos;
        }
        if (underWay != null) {
            underWay.expire(nowNanos);
        } else if (nowNanos - silentSinceNanos > silenceNanos) {
            cut();
        }
    }
}
