package junretsu.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What came, in order. */
final class Arrivals implements PacketHandler {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int packets;
    int datagrams;

    @Override
    public void onPacket(ByteBuffer buffer, int offset, int length, int datagrams) {
        byte[] copy = new byte[length];
        buffer.clear().get(offset, copy);
        bytes.writeBytes(copy);
        packets++;
        this.datagrams += datagrams;
    }

    /** Polls until so many bytes are there, or for five seconds. */
    Arrivals await(DatagramReceiver receiver, int wanted) throws IOException {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (bytes.size() < wanted && System.nanoTime() < deadline) {
            receiver.poll(this);
        }
        return this;
    }

    Arrivals drain(ReceiverGroup group) throws IOException {
        for (int i = 0; i < group.size(); i++) {
            while (group.receiver(i).poll(this) > 0) {
                continue;
            }
        }
        return this;
    }
}
