/**
 * Client sockets by the thousand for one thread: bytes come in as the messages of a WebSocket (RFC 6455) or the events
 * of a stream, masked frames go out. Nothing is allocated for a message.
 *
 * <p>To be read in this order: {@code ClientLoop}, {@code ClientSocket}, {@code OpeningHandshake}, {@code FrameReader},
 * {@code FrameWriter}, {@code WebSocketClient}, {@code EventStream}.
 */
package junretsu.load.socket;
