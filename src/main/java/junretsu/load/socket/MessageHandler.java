package junretsu.load.socket;

/** The messages of a WebSocket, as they come. The arrays are the reader's and valid during the call alone. */
interface MessageHandler {

    /** A whole binary message. */
    void binary(byte[] bytes, int length);

    /** A whole text message, valid UTF-8. */
    void text(byte[] bytes, int length);

    /** A ping, which wants a pong with the same bytes. */
    void ping(byte[] bytes, int length);

    /** @param code of the status (RFC 6455, 7.4); 1005 when the server gave none */
    void close(int code);
}
