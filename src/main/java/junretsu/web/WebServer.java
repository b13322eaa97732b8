package junretsu.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP/1.1 by an embedded Jetty: a connection holds a thread only while it is being answered, so half-open requests and
 * readers that do not read hold none.
 */
public final class WebServer implements Closeable {
    private static final int THREADS_MAX = 8;
    private static final int CONNECTIONS_MAX = 16_384;
    private static final int ACCEPT_QUEUE = 4_096;
    private static final int HEADER_BYTES_MAX = 8_192;

    /** Also for a reader of a stream who reads nothing. */
    private static final int IDLE_MS = 10_000;

    private static final int POOLED_BYTES_MAX = 4 << 20;

    private final ServerSocketChannel channel;
    private final InetSocketAddress localAddress;
    private final BiConsumer<String, Throwable> faults;
    private Server server;
    private boolean closed;

    private WebServer(ServerSocketChannel channel, BiConsumer<String, Throwable> faults) throws IOException {
        this.channel = channel;
        this.faults = faults;
        localAddress = (InetSocketAddress) channel.getLocalAddress();
    }

    /**
     * Takes the address; requests wait until {@link #start}.
     *
     * @param faults where to tell that something failed, and why
     */
    public static WebServer bind(InetSocketAddress address, BiConsumer<String, Throwable> faults) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, ACCEPT_QUEUE);
            return new WebServer(channel, faults);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Begins to answer, on a thread of its own: to load Jetty takes some 0.3 s, for which nobody has to wait who counts. What is
     * asked meanwhile is answered then. To be called once.
     */
    public void start(Routes routes) {
        Thread starter = new Thread(() -> run(routes), "web-start");
        starter.setDaemon(true);
        starter.start();
    }

    private synchronized void run(Routes routes) {
        if (closed) {
            return;
        }
        try {
            server = jetty(routes);
            server.start();
            new ConnectionSweep((ServerConnector) server.getConnectors()[0]).start();
            // The heap is full of what the start has left behind; collected now, it is not in the middle of the show.
            System.gc();
        } catch (Exception e) {
            faults.accept("starting the HTTP server", e);
        }
    }

    private Server jetty(Routes routes) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 1, 10_000);
        threads.setName("web");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server jetty = new Server(
                threads, null, new ArrayByteBufferPool(0, -1, 65_536, -1, POOLED_BYTES_MAX, POOLED_BYTES_MAX));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES_MAX);
        ServerConnector connector = new ServerConnector(jetty, 0, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_MS);
        connector.open(channel);
        jetty.addConnector(connector);
        jetty.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, jetty));
        jetty.setErrorHandler(new PlainErrors());
        jetty.setStopTimeout(0);
        jetty.setHandler(new RouteHandler(routes, faults));
        return jetty;
    }

    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (server != null) {
                server.stop();
            }
            channel.close();
        } catch (Exception e) {
            faults.accept("stopping the HTTP server", e);
        }
    }
}
