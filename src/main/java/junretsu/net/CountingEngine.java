package junretsu.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An engine that counts by itself: the kernel counts each byte where a packet arrives, and only what it cannot count
 * reaches a receiver. Thread-safe.
 */
public interface CountingEngine extends DatagramEngine {

    /**
     * Binds a group of receivers as {@link #bind(InetSocketAddress, int, int)} does, and lets the kernel count what
     * comes. The counts of a process that was killed are handed to the keeper before.
     *
     * @throws IOException whose message says why the kernel cannot count
     */
    CountingGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper)
            throws IOException;
}
