package junretsu.numbers.serve;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Worker;

/** Gives each client a place, and turns away, or leaves waiting, who comes when all are taken. */
final class NumberAcceptor implements Worker {
    private static final long LOOK_MS = 50;

    private final ServerSocketChannel listener;
    private final Semaphore permits;
    private final boolean waits;
    private final BlockingQueue<SocketChannel> accepted;
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    NumberAcceptor(
            ServerSocketChannel listener, Semaphore permits, boolean waits, BlockingQueue<SocketChannel> accepted) {
        this.listener = listener;
        this.permits = permits;
        this.waits = waits;
        this.accepted = accepted;
    }

    @Override
    public String role() {
        return "number-acceptor";
    }

    @Override
    public int doWork() throws IOException, InterruptedException {
        if (waits && !permits.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS)) {
            return 0;
        }
        SocketChannel client = null;
        try {
            client = accept();
        } finally {
            if (client == null) {
                giveUp();
            }
        }
        if (client == null) {
            return 0;
        }
        if (waits || permits.tryAcquire()) {
            served.incrementAndGet();
            accepted.add(client);
        } else {
            refused.incrementAndGet();
            client.close();
        }
        return 1;
    }

    long served() {
        return served.get();
    }

    long refused() {
        return refused.get();
    }

    /** The listener has been closed, or there is no descriptor for a client; what is short may be there a little later. */
    private void giveUp() throws InterruptedException {
        if (waits) {
            permits.release();
        }
        Thread.sleep(LOOK_MS);
    }

    /** Null when the listener has been closed, which ends this worker soon. */
    private SocketChannel accept() throws IOException {
        try {
            return listener.accept();
        } catch (ClosedChannelException e) {
            return null;
        }
    }
}
