package junretsu.web;

import java.nio.ByteBuffer;

/**
 * The server's side of one WebSocket connection. {@link #opened} comes first, then messages one at a time;
 * {@link #closed} may come while a message is being taken. All are called by threads that read from other connections
 * too, so none may block.
 */
public interface SocketListener {

    /** The handshake is done; messages may be sent from here on. */
    void opened(MessageSocket socket);

    /** A whole binary message. Its bytes are valid during the call. */
    void message(ByteBuffer bytes);

    /** The connection has ended. Called once, also for one that was never opened. */
    void closed(SocketEnd end);
}
