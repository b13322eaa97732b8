package junretsu.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * An engine that counts by itself: the kernel counts each byte where a packet arrives, and only what it cannot count
 * reaches a receiver. Thread-safe.
 */
public interface CountingEngine extends DatagramEngine {

    /**
     * Binds a group of receivers as {@link #bind(InetSocketAddress, int, int)} does, and lets the kernel count what
     * comes. Counts of the keeper's predecessor, or of a process that was killed, go on without a gap where that is
     * possible; otherwise those of a process that was killed are handed to the keeper before.
     *
     * @throws java.net.BindException when the address is in use or not one of this machine's
     * @throws CountingRefused when another engine may take its place
     * @throws IOException whose message says why the kernel cannot count
     */
    CountingGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper)
            throws IOException;

    /**
     * Hands what a process that was killed has left to the keeper, so that nobody looks at counts without it. The
     * kernel counts on until {@link #bind}, which hands over all of it again.
     *
     * @throws IOException whose message says why that cannot be
     */
    void recover(CountKeeper keeper) throws IOException;

    /** The file that is there while the kernel has counts of a keeper's node. */
    Path place(String node);
}
