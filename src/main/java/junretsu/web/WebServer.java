package junretsu.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Deadline;
import junretsu.base.Opened;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.config.TlsFiles;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP/1.1 by an embedded Jetty, with or without TLS: a connection holds a thread only while it is being answered, so
 * half-open requests, answers that are waited for and readers that do not read hold none. Its methods may be called by
 * any thread.
 */
public final class WebServer implements Closeable {
    private static final int THREADS_MAX = 8;
    private static final long DRAIN_LOOK_NANOS = 2_000_000;
    private static final long DRAIN_BODY_NANOS = 1_000_000_000;
    private static final int ACCEPT_QUEUE = 4_096;
    private static final int HEADER_BYTES_MAX = 8_192;
    private static final int POOLED_BYTES_MAX = 4 << 20;

    private final HttpConfig config;
    private final WebLimits limits;
    private final ServerSocketChannel channel;
    private final InetSocketAddress localAddress;
    private final TlsReload tls;
    private final BiConsumer<String, Throwable> faults;
    private final Set<WebConnection> open = ConcurrentHashMap.newKeySet();
    private final ConnectionSweep sweep;
    private final HostNames hosts;
    private Consumer<String> refusals = line -> {};
    private Server server;
    private RouteHandler handler;
    private ConnectionLimit limit;
    private int more;
    private boolean closed;

    private WebServer(
            HttpConfig config,
            WebLimits limits,
            ServerSocketChannel channel,
            TlsReload tls,
            BiConsumer<String, Throwable> faults)
            throws IOException {
        this.config = config;
        this.limits = limits;
        this.channel = channel;
        this.tls = tls;
        this.faults = faults;
        localAddress = (InetSocketAddress) channel.getLocalAddress();
        hosts = new HostNames(localAddress.getAddress(), config.address().host(), config.hosts());
        sweep = new ConnectionSweep(open, limits, tls == null ? () -> {} : tls, faults);
    }

    /**
     * Takes the address; requests wait until {@link #start}.
     *
     * @param faults where to record that something failed, and why
     * @throws StartException when the address is unavailable, or the certificate and its key are not right
     */
    public static WebServer bind(HttpConfig config, BiConsumer<String, Throwable> faults) throws StartException {
        return bind(config, 0, faults);
    }

    /**
     * The same, with room for WebSocket connections.
     *
     * @param sockets connections beside those for requests
     */
    public static WebServer bind(HttpConfig config, int sockets, BiConsumer<String, Throwable> faults)
            throws StartException {
        return bind(config, WebLimits.ofThisHeap().and(sockets), faults);
    }

    static WebServer bind(HttpConfig config, WebLimits limits, BiConsumer<String, Throwable> faults)
            throws StartException {
        TlsReload tls = config.certificate() == null ? null : tls(config, faults);
        try (Opened opened = new Opened()) {
            ServerSocketChannel channel = opened.add(ServerSocketChannel.open());
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(config.address().resolve(), ACCEPT_QUEUE);
            WebServer server = new WebServer(config, limits, channel, tls, faults);
            opened.keep();
            return server;
        } catch (IOException e) {
            throw StartException.cannotListen("--http", config.address(), e);
        }
    }

    private static TlsReload tls(HttpConfig config, BiConsumer<String, Throwable> faults) throws StartException {
        try {
            return new TlsReload(new TlsFiles(config.certificate(), config.key()), faults);
        } catch (IOException e) {
            throw new StartException("cannot serve HTTPS: " + e.getMessage(), e);
        }
    }

    /** Tells the log of wrong tokens. To be called before {@link #start}. */
    public WebServer tellRefusals(Consumer<String> log) {
        refusals = log;
        return this;
    }

    /**
     * Begins to answer, on a thread of its own: to load Jetty takes some 0.3 s, which counting need not wait for. What
     * is asked meanwhile is answered then. To be called once.
     *
     * @param routes called once, on that thread too
     */
    public void start(Supplier<Routes> routes) {
        Thread starter = new Thread(() -> run(routes), "web-start");
        starter.setDaemon(true);
        starter.start();
    }

    private synchronized void run(Supplier<Routes> routes) {
        if (closed) {
            return;
        }
        try {
            server = jetty(routes.get());
            server.start();
            sweep.start();
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
        ServerConnector connector = new ServerConnector(jetty, 0, 1, factories(threads));
        connector.setIdleTimeout(TimeUnit.NANOSECONDS.toMillis(limits.silenceNanos()));
        connector.open(channel);
        jetty.addConnector(connector);
        limit = new ConnectionLimit(limits.connections() + more, jetty, faults);
        jetty.addBean(limit);
        jetty.setErrorHandler(new ErrorAnswers(routes));
        jetty.setStopTimeout(0);
        handler = new RouteHandler(
                routes, tls == null, hosts, limits, new RefusedTokens(refusals, System::nanoTime), faults);
        jetty.setHandler(handler);
        return jetty;
    }

    private ConnectionFactory[] factories(Executor threads) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES_MAX);
        if (tls == null) {
            return new ConnectionFactory[] {WebConnection.factory(http, open, new ReadOn(threads))};
        }
        ConnectionFactory plain = WebConnection.factory(http, open, threads);
        SslConnectionFactory encrypted = new SslConnectionFactory(tls.factory(), HttpVersion.HTTP_1_1.asString());
        encrypted.setEnsureSecureRequestCustomizer(false);
        return new ConnectionFactory[] {encrypted, plain};
    }

    /** Answers to other names than its own from now on, in place of those that were given before. */
    public void hosts(List<String> names) {
        hosts.give(names);
    }

    /** Lets so many connections more be open than was said at the bind; fewer, below 0. */
    public synchronized void room(int connections) {
        more = connections;
        if (limit != null) {
            limit.setMaxNetworkConnectionCount(limits.connections() + more);
        }
    }

    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The number of open connections. */
    int connections() {
        return open.size();
    }

    /** The server's URL, as in {@code https://127.0.0.1:8443}. */
    public String url() {
        return (tls == null ? "http://" : "https://") + HostPort.format(localAddress);
    }

    /**
     * Answers 503 to all further requests, and waits until those under way are answered, streams too; for a request
     * that has not come whole it waits a second at most. The caller's thread waits until the deadline at most.
     */
    public void drain(Deadline deadline) {
        synchronized (this) {
            if (handler == null) {
                return;
            }
            handler.endSoon();
        }
        Deadline bodies = Deadline.in(DRAIN_BODY_NANOS, deadline.clock());
        while (!deadline.isPassed() && open.stream().anyMatch(each -> each.isUnderWay(!bodies.isPassed()))) {
            LockSupport.parkNanos(DRAIN_LOOK_NANOS);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        sweep.stop();
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
