package junretsu.web;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.StringUtil;

/**
 * WebSocket connections (RFC 6455) for small binary messages, without extensions. {@link #sweep} asks silent clients
 * for a sign of life, and cuts off those that give none or do not read. Jetty's classes for WebSocket are loaded with
 * the first connection. May be used by any thread.
 */
public final class Sockets {
    /** Messages and control frames of a connection between two rounds; it is not read from until the next round. */
    static final int MESSAGES_A_ROUND = 200;

    private static final int KEY_CHARACTERS = 24;

    private final int messageBytesMax;
    private final SocketTimes times;
    private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();

    /** Made with the first connection. */
    private Upgrade upgrade;

    /** @param messageBytesMax of a message that is taken */
    public Sockets(int messageBytesMax) {
        this(messageBytesMax, SocketTimes.USUAL);
    }

    Sockets(int messageBytesMax, SocketTimes times) {
        this.messageBytesMax = messageBytesMax;
        this.times = times;
    }

    /** A sentence for a request that is no WebSocket handshake from this server's own pages; null for one that is. */
    public Response refusal(Exchange exchange) {
        HttpFields headers = exchange.in().getHeaders();
        if (!"websocket".equalsIgnoreCase(headers.get(HttpHeader.UPGRADE))
                || !StringUtil.asciiToLowerCase(String.valueOf(headers.get(HttpHeader.CONNECTION)))
                        .contains("upgrade")
                || !"13".equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION))) {
            return Response.problem(426, "this path takes a WebSocket handshake of version 13")
                    .header("Upgrade", "websocket")
                    .header("Sec-WebSocket-Version", "13");
        }
        String key = headers.get(HttpHeader.SEC_WEBSOCKET_KEY);
        if (key == null || key.length() != KEY_CHARACTERS) {
            return Response.problem(400, "a WebSocket handshake has a Sec-WebSocket-Key of 16 bytes in base64");
        }
        return exchange.isFromForeignPage()
                ? Response.problem(
                        403, "a page of another server sent this; --http-host makes a name this server's own")
                : null;
    }

    /** Makes a connection of a request that was not refused. */
    public void accept(Exchange exchange, SocketListener listener) {
        upgrade(exchange).answer(exchange, new SocketConnection(listener, messageBytesMax, open));
    }

    private synchronized Upgrade upgrade(Exchange exchange) {
        if (upgrade == null) {
            upgrade = new Upgrade(
                    exchange.in().getConnectionMetaData().getConnector().getServer());
        }
        return upgrade;
    }

    /** Connections that are open. */
    public int connections() {
        return open.size();
    }

    /** Offers a text message to all clients. */
    public void offerAll(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        open.forEach(connection -> connection.offerText(bytes));
    }

    /** Closes all connections, as {@link MessageSocket#close} does. */
    public void closeAll(int code, String reason) {
        open.forEach(connection -> connection.close(code, reason));
    }

    /** Looks after all connections; to be called about once a second, by one thread. */
    public void sweep() {
        long now = System.nanoTime();
        open.forEach(connection -> connection.sweep(now, times));
    }
}
