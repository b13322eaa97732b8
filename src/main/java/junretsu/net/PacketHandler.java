package junretsu.net;

import java.nio.ByteBuffer;

/** Takes packets from a {@link DatagramReceiver}, on the thread that polls it. */
@FunctionalInterface
public interface PacketHandler {

    /**
     * @param buffer holds the packet's bytes; valid during the call only; its position and limit mean nothing
     * @param offset of the first byte
     * @param length in bytes, 0 or more
     * @param datagrams how many datagrams the packet carries: 1, or more where the kernel joined some (UDP_GRO), all
     *     but the last of equal size; 0 when that cannot be seen
     */
    void onPacket(ByteBuffer buffer, int offset, int length, int datagrams);
}
