package junretsu.service;

import java.io.Closeable;
import java.util.function.Supplier;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.config.StartException;
import junretsu.web.HttpConfig;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/** The HTTP side of a server, which the settings may turn off. Its methods may be called by any thread. */
public final class ViewServer implements Closeable {
    private final WebServer web;

    private ViewServer(WebServer web) {
        this.web = web;
    }

    /**
     * Takes the address that is asked for, if one is; nothing is answered yet.
     *
     * @throws StartException when the address or the port is unavailable, or the certificate cannot be used
     */
    public static ViewServer bind(ServerConfig config, DistinctErrors errors) throws StartException {
        return bind(config, 0, errors);
    }

    /**
     * The same, with room for connections that stay open.
     *
     * @param sockets connections beside those for requests
     */
    public static ViewServer bind(ServerConfig config, int sockets, DistinctErrors errors) throws StartException {
        return new ViewServer(
                config.http() == null
                        ? null
                        : WebServer.bind(config.http(), sockets, errors::record).tellRefusals(errors::warn));
    }

    /** Begins to answer. To be called once. */
    public void start(Supplier<Routes> routes) {
        if (web != null) {
            web.start(routes);
        }
    }

    /** Takes the names that the settings give, and room for so many connections more than at the bind. */
    public void reload(HttpConfig next, int moreConnections) {
        if (web != null && next != null) {
            web.hosts(next.hosts());
            web.room(moreConnections);
        }
    }

    /** Answers what is under way and no more, and waits for that until the deadline at most. */
    public void drain(Deadline deadline) {
        if (web != null) {
            web.drain(deadline);
        }
    }

    /** The URL as the ready line has it, such as {@code http://127.0.0.1:8080}, or {@code http off}. */
    public String location() {
        return web == null ? "http off" : web.url();
    }

    @Override
    public void close() {
        if (web != null) {
            web.close();
        }
    }
}
