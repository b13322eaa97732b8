package junretsu.net.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramReceiver;
import junretsu.net.PacketHandler;

/**
 * One system call a datagram. The channel remembers its last sender, so a datagram from the same source allocates nothing;
 * each change of source costs about 112 bytes of garbage inside the JDK.
 */
final class NioReceiver implements DatagramReceiver {
    /** Datagrams a round: enough to make the round's own cost vanish, few enough that counts are published every 100 µs or so. */
    private static final int BATCH_MAX = 64;

    private final DatagramChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DatagramEngine.DATAGRAM_BYTES_MAX);

    NioReceiver(DatagramChannel channel) {
        this.channel = channel;
    }

    @Override
    public int poll(PacketHandler handler) throws IOException {
        int packets = 0;
        while (packets < BATCH_MAX && channel.receive(buffer.clear()) != null) {
            handler.onPacket(buffer, 0, buffer.position(), 1);
            packets++;
        }
        return packets;
    }
}
