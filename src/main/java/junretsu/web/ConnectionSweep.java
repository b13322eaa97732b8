package junretsu.web;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes the connections that keep a place and ask for nothing: those that for a while have neither sent a whole request, however
 * many bytes of one they trickle, nor been sent anything. Stepped by the server's scheduler.
 */
final class ConnectionSweep implements Runnable {
    private static final long SILENCE_NANOS_MAX = 10_000_000_000L;
    private static final long INTERVAL_SECONDS = 1;

    private record Waiting(long requests, long bytesOut, long sinceNanos) {}

    private final ServerConnector connector;
    private final Scheduler scheduler;
    private Map<EndPoint, Waiting> waiting = new HashMap<>();

    ConnectionSweep(ServerConnector connector) {
        this.connector = connector;
        this.scheduler = connector.getScheduler();
    }

    void start() {
        scheduler.schedule(this, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        Map<EndPoint, Waiting> still = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection != null) {
                Waiting since = since(waiting.get(endPoint), connection, now);
                still.put(endPoint, since);
                if (now - since.sinceNanos() > SILENCE_NANOS_MAX) {
                    endPoint.close();
                }
            }
        }
        waiting = still;
        if (connector.isRunning()) {
            start();
        }
    }

    private static Waiting since(Waiting before, Connection connection, long now) {
        long requests = connection.getMessagesIn();
        long bytesOut = connection.getBytesOut();
        boolean isSame = before != null && before.requests() == requests && before.bytesOut() == bytesOut;
        return isSame ? before : new Waiting(requests, bytesOut, now);
    }
}
