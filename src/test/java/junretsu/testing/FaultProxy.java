package junretsu.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server on 127.0.0.1 and passes all bytes on, until it is told to do harm. Its methods may be
 * called by any thread; they take effect at once, also on connections that are open.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong replyBytesLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile int targetPort;
    private volatile long replyDelayMs;
    private volatile boolean swallowsRequests;

    private FaultProxy(int targetPort, ServerSocket listener) {
        this.targetPort = targetPort;
        this.listener = listener;
    }

    public static FaultProxy before(int targetPort) {
        try {
            FaultProxy proxy = new FaultProxy(targetPort, new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
            proxy.startThread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Passes on to another server, as an address does that moves with the primary; ends what is open. */
    public void turnTo(int port) {
        targetPort = port;
        cut();
    }

    /** Does no harm any more. */
    public void pass() {
        replyBytesLeft.set(Long.MAX_VALUE);
        replyDelayMs = 0;
        swallowsRequests = false;
    }

    /** Passes so many more bytes of replies on, then ends the connection when the next one comes from the server. */
    public void cutReplyAfter(long bytes) {
        replyBytesLeft.set(bytes);
    }

    /** Holds back each piece of a reply. */
    public void delayReplies(long ms) {
        replyDelayMs = ms;
    }

    /** Lets no request through to the server, and says nothing. */
    public void swallowRequests() {
        swallowsRequests = true;
    }

    /** Ends all connections that are open now. */
    public void cut() {
        open.forEach(FaultProxy::closeQuietly);
        open.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void startThread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                join(client);
            } catch (IOException e) {
                // The listener was closed, or the client is gone already.
            }
        }
    }

    private void join(Socket client) {
        try {
            Socket server = new Socket("127.0.0.1", targetPort);
            open.add(server);
            startThread(() -> pump(client, server, this::passRequest));
            startThread(() -> pump(server, client, this::passReply));
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private interface Passage {
        void pass(OutputStream out, byte[] bytes, int length) throws IOException;
    }

    private void pump(Socket from, Socket to, Passage passage) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                passage.pass(out, bytes, length);
            }
        } catch (IOException e) {
            // One of the two ends is gone; try-with-resources ends the other.
        }
    }

    private void passRequest(OutputStream out, byte[] bytes, int length) throws IOException {
        if (!swallowsRequests) {
            out.write(bytes, 0, length);
        }
    }

    private void passReply(OutputStream out, byte[] bytes, int length) throws IOException {
        Waiting.sleep(replyDelayMs);
        long leftBefore =
                replyBytesLeft.getAndUpdate(left -> left == Long.MAX_VALUE ? left : Math.max(0, left - length));
        out.write(bytes, 0, (int) Math.min(length, leftBefore));
        if (leftBefore < length) {
            throw new IOException("cut");
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }
}
