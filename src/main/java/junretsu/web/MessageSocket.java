package junretsu.web;

/**
 * The client's side of one WebSocket connection, for messages that make those before them obsolete: one is on its way
 * at a time, one waits, and a newer one takes the place of that which waits. So a client that reads slowly costs two
 * messages. Methods may be called by any thread and wait for nothing.
 */
public interface MessageSocket {

    /** Sends a binary message when the one on its way has been written, unless a newer one comes before. */
    void offer(byte[] message);

    /** The same for a text message; it does not make a binary one obsolete. */
    void offer(String text);

    /**
     * Ends the connection with a closing message; what the client sends from here on is not read.
     *
     * @param code 1000 to 4999 (RFC 6455, section 7.4)
     * @param reason at most 123 bytes in UTF-8
     */
    void close(int code, String reason);
}
