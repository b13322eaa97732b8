package junretsu.net;

import java.io.IOException;

/** One socket's receiving end. To be polled by one thread. */
public interface DatagramReceiver {

    /**
     * Hands over a batch of what has arrived, without waiting. When it throws, some packets may have been handed over.
     *
     * @return how many packets were handed over; 0 when there were none
     * @throws java.nio.channels.ClosedChannelException when the group is closed
     */
    int poll(PacketHandler handler) throws IOException;
}
