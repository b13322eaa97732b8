package junretsu.load.http;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
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

    /**
     * Makes a connection to each of several servers.
     *
     * @param turn from 0; that server stands in front, the others follow in their order, as around a table
     */
    public List<HttpConnection> toEach(List<HttpTarget> targets, int turn) throws StartException {
        List<HttpConnection> each = new ArrayList<>();
        for (HttpTarget target : targets) {
            each.add(to(target));
        }
        Collections.rotate(each, -turn);
        return each;
    }

    /**
     * Connects to each server once.
     *
     * @param command that starts such a server, for the sentence
     * @throws StartException when one takes no connection
     */
    public void require(List<HttpTarget> targets, String command) throws StartException {
        for (HttpTarget target : targets) {
            try (HttpConnection probe = to(target)) {
                probe.connect();
            } catch (HttpFailure e) {
                throw new StartException(
                        "cannot connect to " + target + ": " + e.getMessage() + "; start '" + command
                                + "' there, or give --target",
                        e);
            }
        }
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
