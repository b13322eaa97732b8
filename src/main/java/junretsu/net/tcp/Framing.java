package junretsu.net.tcp;

/**
 * Finds the messages in the bytes of connections, and takes each. A {@link TcpLoop} has one of its own and calls it by
 * its thread alone, so it may keep buffers; what belongs to one connection is kept in {@link TcpPeer#attachment}.
 */
public interface Framing {

    /** Called once, before the first bytes of a connection. */
    default void opened(TcpPeer peer) {}

    /**
     * Called once, when no more is taken from a connection, whichever side ended it.
     *
     * @param halfBytes bytes of a message that is not whole
     */
    default void ended(TcpPeer peer, int halfBytes) {}

    /**
     * Takes whole messages from the beginning of a range, as long as {@link TcpPeer#takesMore}. What it leaves is
     * handed over again with the bytes that follow it. The bytes are the loop's: they change after this returns.
     *
     * @param fresh index of the first byte that no call before has seen; a search for the end of the first message
     *     begins there
     * @return the bytes taken; 0 when the first message is not whole
     */
    int take(TcpPeer peer, byte[] bytes, int from, int to, int fresh);

    /**
     * The length that the message which begins at {@code from}, and is not whole, may reach without its end; more bytes
     * than that, and the first of an end of two, are {@link TcpLimit#MESSAGE_BYTES}. No more than 16 MiB.
     */
    int messageBytesMax(byte[] bytes, int from, int to);

    /** The last words to a connection that passes a limit; of length 0 for none. */
    byte[] lastWords(TcpLimit passed);
}
