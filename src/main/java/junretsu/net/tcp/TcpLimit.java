package junretsu.net.tcp;

/** The limits that end a connection. */
public enum TcpLimit {
    /** A message is longer than its framing allows. */
    MESSAGE_BYTES,
    /** A message was begun and not ended in time. */
    HALF_MESSAGE,
    /** Nothing was received, sent or under way for too long. */
    IDLE,
    /** All places are taken. */
    CONNECTIONS
}
