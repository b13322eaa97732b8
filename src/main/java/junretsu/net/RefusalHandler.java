package junretsu.net;

/** Takes note of datagrams that the kernel refused to send, on the thread that sends. */
@FunctionalInterface
public interface RefusalHandler {

    /**
     * @param offset of their first byte in the buffer that was to be sent
     * @param bytes of all of them
     * @param datagrams how many
     */
    void onRefused(int offset, int bytes, int datagrams);
}
