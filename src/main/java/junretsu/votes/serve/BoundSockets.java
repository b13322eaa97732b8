package junretsu.votes.serve;

import java.io.IOException;
import java.util.function.Supplier;
import junretsu.base.DistinctErrors;
import junretsu.config.StartException;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/**
 * The sockets at which a server is reached.
 *
 * @param votes the receivers' sockets
 * @param web null when nothing is shown over HTTP
 * @param errors where a socket that cannot be closed is recorded
 */
record BoundSockets(ReceiverGroup votes, WebServer web, DistinctErrors errors) {

    /** @throws StartException when an address or a port is unavailable */
    static BoundSockets open(VotesConfig config, DatagramEngine engine, DistinctErrors errors) throws StartException {
        ReceiverGroup votes = bindReceivers(config, engine);
        try {
            WebServer web = config.server().http() == null
                    ? null
                    : WebServer.bind(config.server().http(), errors::record);
            return new BoundSockets(votes, web, errors);
        } catch (StartException e) {
            close(votes, errors);
            throw e;
        }
    }

    void close() {
        closeVotes();
        closeWeb();
    }

    void closeVotes() {
        close(votes, errors);
    }

    /** Begins to answer over HTTP, where that is asked for. */
    void startWeb(Supplier<Routes> routes) {
        if (web != null) {
            web.start(routes);
        }
    }

    /** The page's URL; null when nothing is shown over HTTP. */
    String url() {
        return web == null ? null : web.url();
    }

    void closeWeb() {
        if (web != null) {
            web.close();
        }
    }

    private static ReceiverGroup bindReceivers(VotesConfig config, DatagramEngine engine) throws StartException {
        try {
            return engine.bind(config.udp().resolve(), config.threads(), config.receiveBufferBytes());
        } catch (IOException e) {
            throw StartException.cannotListen("--udp", config.udp(), e);
        }
    }

    private static void close(ReceiverGroup votes, DistinctErrors errors) {
        try {
            votes.close();
        } catch (IOException e) {
            errors.record("closing the receivers' sockets", e);
        }
    }
}
