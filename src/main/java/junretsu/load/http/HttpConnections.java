package junretsu.load.http;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;

/**
 * The connections of a load, with one thread that ends waits for answers whose time is over. Its methods may be called
 * by any thread.
 */
public final class HttpConnections implements Closeable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final long answerLimitNanos;
    private final Clock clock;
    private final List<HttpConnection> all = new CopyOnWriteArrayList<>();
    private final WorkerThread watch;

    /** @param answerLimitNanos after which a request without its whole answer has failed */
    public HttpConnections(long answerLimitNanos, Clock clock) {
        this.answerLimitNanos = answerLimitNanos;
        this.clock = clock;
        watch = new WorkerThread(new Watch(), IdlePolicy.every(LOOK_NANOS), new DistinctErrors(fault -> {}, clock));
        watch.start();
    }

    /**
     * Makes a connection, which opens a socket when it is first used.
     *
     * @throws StartException when the host has no address
     */
    public HttpConnection to(HttpTarget target) throws StartException {
        HttpConnection connection = new HttpConnection(target.resolve(), answerLimitNanos, clock);
        all.add(connection);
        return connection;
    }

    /** Ends all requests under way; none can follow. */
    public void cut() {
        all.forEach(HttpConnection::cut);
    }

    /** Cuts all connections and ends the thread. */
    @Override
    public void close() {
        cut();
        watch.close();
    }

    private final class Watch implements Worker {
        @Override
        public String role() {
            return "http-watch";
        }

        @Override
        public int doWork() {
            long now = clock.nanoTime();
            all.forEach(connection -> connection.cutIfOverdue(now));
            return 0;
        }
    }
}
