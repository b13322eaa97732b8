package junretsu.web;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.server.Request;
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
    private static final int SEND_BYTES = 8 << 10;

    private final Handshaker handshaker = Handshaker.newInstance();
    private final WebSocketComponents components;

    Upgrade(Server server) {
        components =
                new WebSocketComponents(null, null, server.getByteBufferPool(), null, null, server.getThreadPool());
    }

    /** Answers a handshake; the connection is the socket's from then on. */
    void answer(Exchange exchange, SocketConnection socket) {
        if (!exchange.beginUpgrade()) {
            socket.failed();
            return;
        }
        Callback whenWritten = Callback.from(() -> exchange.end(null), failure -> {
            socket.failed();
            exchange.end(failure);
        });
        Request in = exchange.in();
        try {
            limit(in.getConnectionMetaData().getConnection().getEndPoint());
            if (!handshaker.upgradeRequest(new Plain(socket), in, exchange.out(), whenWritten, components, null)) {
                whenWritten.failed(new IllegalStateException("a handshake was not taken for one"));
            }
        } catch (IOException | RuntimeException | Error e) {
            exchange.record(e);
            whenWritten.failed(e);
        }
    }

    /** The kernel keeps little for a client that does not read; it would keep megabytes. */
    private static void limit(EndPoint endPoint) throws IOException {
        EndPoint plain = endPoint instanceof SslEndPoint encrypted ? encrypted.unwrap() : endPoint;
        if (plain instanceof SocketChannelEndPoint socket) {
            socket.getChannel().setOption(StandardSocketOptions.SO_SNDBUF, SEND_BYTES);
        }
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
