package junretsu.votes.serve;

import java.io.IOException;
import junretsu.base.DistinctErrors;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.web.WebServer;

/**
 * Where a server can be reached.
 *
 * @param votes the receivers' sockets
 * @param web null when nothing is shown over HTTP
 */
record BoundSockets(ReceiverGroup votes, WebServer web) {

    /** @throws StartException when an address or a port is not to be had */
    static BoundSockets open(VotesConfig config, DatagramEngine engine, DistinctErrors errors) throws StartException {
        ReceiverGroup votes = bindReceivers(config, engine);
        try {
            return new BoundSockets(votes, config.http() == null ? null : bindWeb(config.http(), errors));
        } catch (StartException e) {
            close(votes);
            throw e;
        }
    }

    void close() {
        closeVotes();
        closeWeb();
    }

    void closeVotes() {
        close(votes);
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

    private static WebServer bindWeb(HostPort address, DistinctErrors errors) throws StartException {
        try {
            return WebServer.bind(address.resolve(), errors::record);
        } catch (IOException e) {
            throw StartException.cannotListen("--http", address, e);
        }
    }

    private static void close(ReceiverGroup votes) {
        try {
            votes.close();
        } catch (IOException e) {
            throw new AssertionError("closing a datagram socket does no I/O", e);
        }
    }
}
