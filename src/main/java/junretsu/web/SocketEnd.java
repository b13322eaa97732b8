package junretsu.web;

/** The reason for which a WebSocket connection ended. */
public enum SocketEnd {
    /** The client closed it, or the network lost it. */
    LEFT,
    /** A text message, where only binary ones are taken. */
    TEXT,
    /** A message in several frames, which no message of the accepted size needs. */
    FRAGMENT,
    /** A message over the accepted size. */
    TOO_LARGE,
    /** Bytes that are no WebSocket frame of a client (RFC 6455). */
    PROTOCOL,
    /** A client that does not read what it is sent. */
    UNREAD,
    /** A client that sends nothing and answers no ping. */
    SILENT,
    /** {@link MessageSocket#close}. */
    CLOSED
}
