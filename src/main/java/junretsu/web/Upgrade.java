package junretsu.web;

import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** The answers 101 to WebSocket handshakes. Any thread may call. */
final class Upgrade {
    private final Handshaker handshaker = Handshaker.newInstance();
    private final WebSocketComponents components;

    Upgrade(Server server) {
        components =
                new WebSocketComponents(null, null, server.getByteBufferPool(), null, null, server.getThreadPool());
    }

    /**
     * Answers a handshake.
     *
     * @param callback called when the answer has been written, or could not be
     * @return false when it is no handshake, and nothing was answered
     */
    boolean answer(Request in, Response out, Callback callback, SocketConnection connection) {
        return handshaker.upgradeRequest(new Plain(connection), in, out, callback, components, null);
    }

    /** Takes every handshake, without extensions. */
    private record Plain(SocketConnection connection) implements WebSocketNegotiator {

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(List.of());
            return connection;
        }

        @Override
        public void customize(Configuration configuration) {
            connection.customize(configuration);
        }
    }
}
