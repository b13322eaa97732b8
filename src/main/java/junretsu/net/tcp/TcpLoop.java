package junretsu.net.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import junretsu.base.Clock;
import junretsu.base.Worker;

/**
 * Serves many connections by one thread: reads what there is, lets a {@link Framing} take the messages, and sends the
 * answers, which any thread may complete, in the order of the requests. It waits within its rounds, so it is run
 * without pauses. {@link #add} and {@link #drain} may be called by any thread.
 *
 * <p>A thread that answers enters the connection in a list, unless it stands there, and wakes the loop if that waits:
 * neither takes a lock, and a round sends all that were answered since the last one.
 */
public final class TcpLoop implements Worker {
    /** Bytes that a framing is handed at once, at most, unless a message is longer. */
    public static final int INPUT_BYTES = 68 << 10;

    private static final long LOOK_NANOS = 100_000_000;

    private final String role;
    private final Framing framing;
    private final Supplier<SSLContext> tls;
    private final TcpLimits limits;
    private final Clock clock;
    private final Selector selector;
    private final Consumer<SelectionKey> advance = this::advance;
    private final Consumer<AnsweredPeers.Place> settle = this::settle;
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES);
    private final OutputBuffer output = new OutputBuffer();
    private final TcpLoopCounts counts = new TcpLoopCounts();
    private final Queue<TcpConnection> arrivals = new ConcurrentLinkedQueue<>();

    private final AnsweredPeers answered = new AnsweredPeers();

    /** The thread may be waiting, so that whoever clears this has to wake it. */
    private final AtomicBoolean isWaiting = new AtomicBoolean();

    private volatile boolean isDraining;
    private volatile boolean isClosed;
    private Thread thread;
    private TcpPeer served;
    private RuntimeException fault;
    private int done;
    private long nowNanos;
    private long lookedNanos;

    /**
     * @param role of its thread, as in {@code users-loop-0}
     * @param framing of this loop alone
     * @param tls asked anew for each connection; null when they are not encrypted
     * @throws IOException when the system gives no selector
     */
    public TcpLoop(String role, Framing framing, Supplier<SSLContext> tls, TcpLimits limits, Clock clock)
            throws IOException {
        this.role = role;
        this.framing = framing;
        this.tls = tls;
        this.limits = limits;
        this.clock = clock;
        selector = Selector.open();
        nowNanos = clock.nanoTime();
        lookedNanos = nowNanos;
    }

    /** Takes a connection over, which it closes in the end. */
    public void add(TcpConnection connection) {
        arrivals.add(connection);
        wake();
        if (isClosed) {
            closeArrivals();
        }
    }

    /** Takes no more messages; connections end once their answers have left. Returns at once. */
    public void drain() {
        isDraining = true;
        wake();
    }

    /** Ends the wait of the round under way, or else of the next one. */
    void endWait() {
        selector.wakeup();
    }

    public TcpLoopCounts counts() {
        return counts;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public void onStart() {
        thread = Thread.currentThread();
    }

    @Override
    public int doWork() throws IOException {
        done = 0;
        isWaiting.set(true);
        if (answered.isEmpty() && arrivals.isEmpty()) {
            selector.select(advance, isDraining ? 1 : LOOK_NANOS / 1_000_000);
        } else {
            selector.selectNow(advance);
        }
        isWaiting.set(false);
        beginRound();
        for (TcpConnection arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            open(arrival);
        }
        answered.drain(settle);
        if (isDraining || nowNanos - lookedNanos >= LOOK_NANOS) {
            lookedNanos = nowNanos;
            look();
        }
        throwFault();
        return done;
    }

    @Override
    public void onClose() throws IOException {
        isClosed = true;
        for (SelectionKey key : selector.keys()) {
            ((TcpPeer) key.attachment()).close();
        }
        selector.close();
        closeArrivals();
    }

    private void closeArrivals() {
        for (TcpConnection arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            arrival.close();
        }
    }

    /** Time is read once a round. */
    private void beginRound() {
        nowNanos = clock.nanoTime();
    }

    private void open(TcpConnection arrival) {
        done++;
        try {
            SocketChannel channel = arrival.channel();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InetSocketAddress address = (InetSocketAddress) channel.getRemoteAddress();
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            TcpPeer peer = new TcpPeer(this, arrival, key, transport(channel), address);
            key.attach(peer);
            framing.opened(peer);
        } catch (IOException e) {
            arrival.close();
        }
    }

    private Transport transport(SocketChannel channel) throws IOException {
        if (tls == null) {
            return Transport.plain(channel);
        }
        SSLEngine engine = tls.get().createSSLEngine();
        engine.setUseClientMode(false);
        return Transport.tls(channel, engine);
    }

    private void advance(SelectionKey key) {
        if (isWaiting.getPlain()) {
            isWaiting.set(false);
            beginRound();
        }
        done++;
        serve((TcpPeer) key.attachment(), key);
    }

    /** @param ready null when its socket is not known to be ready for anything */
    private void serve(TcpPeer peer, SelectionKey ready) {
        served = peer;
        try {
            peer.advance(ready != null && ready.isReadable());
        } catch (IOException | CancelledKeyException e) {
            peer.close();
        } catch (RuntimeException e) {
            peer.close();
            fault = e;
        } finally {
            served = null;
        }
    }

    /** A fault of the framing has ended its connection; the others were served before it is told. */
    private void throwFault() {
        RuntimeException thrown = fault;
        fault = null;
        if (thrown != null) {
            throw thrown;
        }
    }

    private void settle(AnsweredPeers.Place place) {
        TcpPeer peer = place.peer();
        done++;
        if (!peer.isClosed()) {
            serve(peer, null);
        }
    }

    private void look() throws IOException {
        for (SelectionKey key : selector.keys()) {
            TcpPeer peer = (TcpPeer) key.attachment();
            if (!key.isValid()) {
                continue;
            }
            try {
                peer.look(nowNanos, isDraining);
            } catch (IOException | CancelledKeyException e) {
                peer.close();
            }
        }
    }

    /** Returns true on the loop's thread while it serves that connection, whose answers it sends before it goes on. */
    boolean isServing(TcpPeer peer) {
        return Thread.currentThread() == thread && served == peer;
    }

    /** Takes note that a connection has an answer. Any thread. */
    void answered(AnsweredPeers.Place place) {
        if (answered.add(place)) {
            wake();
        }
    }

    private void wake() {
        if (isWaiting.get() && isWaiting.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    Framing framing() {
        return framing;
    }

    TcpLimits limits() {
        return limits;
    }

    ByteBuffer input() {
        return input.clear();
    }

    OutputBuffer output() {
        return output;
    }

    /** The time at which the round began. */
    long nowNanos() {
        return nowNanos;
    }
}
