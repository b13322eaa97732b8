package junretsu.web;

import java.util.function.BiConsumer;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/**
 * Closes new connections while there are as many as may be. Jetty's own way, not to accept meanwhile, ends now and then
 * with a closed listening socket: it asks the selector for the socket again before that has let go of it.
 */
final class ConnectionLimit extends NetworkConnectionLimit {
    private final BiConsumer<String, Throwable> faults;

    ConnectionLimit(int max, Server server, BiConsumer<String, Throwable> faults) {
        super(max, server);
        this.faults = faults;
    }

    /** Called when the limit is reached. */
    @Override
    protected void limit() {
        String sentence = "all " + getMaxNetworkConnectionCount() + " connections are taken";
        faults.accept("accepting over HTTP", new IllegalStateException(sentence));
    }

    @Override
    protected void unlimit() {}
}
