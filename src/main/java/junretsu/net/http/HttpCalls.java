package junretsu.net.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import junretsu.base.Clock;
import junretsu.base.Worker;

/**
 * A client of HTTP/1.1 servers: sends calls over connections that it keeps, and waits for none. A call on a kept
 * connection that ends before a byte of the answer is sent again on a new one, once, since the server may have closed
 * it just then. So calls must be safe to repeat. One thread runs it, as a worker without pauses; {@link #send} and
 * {@link #abort} may be called by any.
 */
public final class HttpCalls implements Worker {
    private static final int BUFFER_BYTES = 128 << 10;
    private static final long LOOK_NANOS = 20_000_000;

    /** A junretsu server closes a silent connection after 10 s, when places are short after 2.5 s. */
    private static final long IDLE_NANOS = 2_000_000_000;

    private final String role;
    private final long connectNanos;
    private final Clock clock;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<InetSocketAddress, Deque<HttpLine>> idle = new HashMap<>();
    private long lookedNanos;
    private boolean isClosed;

    /** The thread may be waiting, so that it has to be woken. */
    private volatile boolean isWaiting;

    /**
     * @param role of its thread, as in {@code items-calls}
     * @param connectNanos a server may take to accept a connection
     * @throws IOException when the system gives no selector
     */
    public HttpCalls(String role, long connectNanos, Clock clock) throws IOException {
        this.role = role;
        this.connectNanos = connectNanos;
        this.clock = clock;
        selector = Selector.open();
    }

    /** Sends a call; returns at once. */
    public void send(HttpCall call) {
        submit(() -> begin(call));
    }

    /** Fails the calls to a server that are under way, and closes all connections to it; returns at once. */
    public void abort(InetSocketAddress server) {
        submit(() -> {
            forget(server);
            for (HttpLine line : lines()) {
                if (line.call() != null && line.call().server().equals(server)) {
                    line.close();
                    line.call().failed(new IOException("the server does not answer its checks"));
                }
            }
        });
    }

    private void submit(Runnable task) {
        tasks.add(task);
        if (isWaiting) {
            selector.wakeup();
        }
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public int doWork() throws IOException {
        isWaiting = true;
        if (tasks.isEmpty()) {
            selector.select(LOOK_NANOS / 1_000_000);
        } else {
            selector.selectNow();
        }
        isWaiting = false;
        int done = selector.selectedKeys().size();
        for (SelectionKey key : selector.selectedKeys()) {
            advance((HttpLine) key.attachment(), key);
        }
        selector.selectedKeys().clear();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            done++;
        }
        long now = clock.nanoTime();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            endLate(now);
        }
        return done;
    }

    @Override
    public void onClose() throws IOException {
        isClosed = true;
        for (HttpLine line : lines()) {
            line.close();
            if (line.call() != null) {
                line.call().failed(new IOException("the client has been closed"));
            }
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        selector.close();
    }

    private void begin(HttpCall call) {
        Deque<HttpLine> kept = idle.get(call.server());
        HttpLine line = kept == null || call.isAlone() ? null : kept.poll();
        try {
            if (isClosed) {
                throw new ConnectException("the client has been closed");
            } else if (line == null) {
                line = new HttpLine(call, selector, clock.nanoTime());
            } else {
                line.begin(call);
                line.write(buffer);
            }
        } catch (IOException | UnresolvedAddressException e) {
            if (line == null) {
                call.failed(connectFailure(e));
            } else {
                end(line, (IOException) e);
            }
        }
    }

    private static IOException connectFailure(Exception cause) {
        String sentence = cause instanceof UnresolvedAddressException ? "its host name has no address" : null;
        ConnectException failure = new ConnectException(sentence == null ? cause.getMessage() : sentence);
        failure.initCause(cause);
        return failure;
    }

    private void advance(HttpLine line, SelectionKey key) {
        try {
            if (!key.isValid()) {
                return;
            }
            if (key.isConnectable()) {
                line.finishConnect();
            }
            if (key.isValid() && key.isWritable()) {
                line.write(buffer);
            }
            if (key.isValid() && key.isReadable()) {
                read(line);
            }
        } catch (IOException e) {
            end(line, line.isConnecting() ? connectFailure(e) : e);
        }
    }

    private void read(HttpLine line) throws IOException {
        HttpAnswer answer = line.read(buffer);
        if (answer == null) {
            return;
        }
        HttpCall call = line.call();
        if (line.end(buffer.remaining(), clock.nanoTime())) {
            idle.computeIfAbsent(call.server(), server -> new ArrayDeque<>()).push(line);
        } else {
            line.close();
        }
        call.answered(answer);
    }

    /** Closes a line that has failed, and fails its call or sends that again. */
    private void end(HttpLine line, IOException cause) {
        line.close();
        if (line.call() == null) {
            idle.values().forEach(lines -> lines.remove(line));
        } else if (line.mayBeStale() && !line.call().isAlone()) {
            line.call().goAlone();
            begin(line.call());
        } else {
            line.call().failed(cause);
        }
    }

    private void forget(InetSocketAddress server) {
        Deque<HttpLine> kept = idle.remove(server);
        if (kept != null) {
            kept.forEach(HttpLine::close);
        }
    }

    private void endLate(long now) {
        for (HttpLine line : lines()) {
            HttpCall call = line.call();
            if (call == null) {
                if (now - line.sinceNanos() > IDLE_NANOS) {
                    end(line, null);
                }
            } else if (line.isConnecting() && now - line.sinceNanos() > connectNanos) {
                line.close();
                call.failed(new SocketTimeoutException("it did not accept the connection in time"));
            } else if (now - call.deadlineNanos() >= 0) {
                line.close();
                call.failed(new SocketTimeoutException("it did not answer in time"));
            }
        }
    }

    private List<HttpLine> lines() {
        List<HttpLine> lines = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()) {
                lines.add((HttpLine) key.attachment());
            }
        }
        return lines;
    }
}
