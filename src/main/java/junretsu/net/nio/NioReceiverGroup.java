package junretsu.net.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import junretsu.net.DatagramReceiver;
import junretsu.net.KernelUdpTable;
import junretsu.net.ReceiverGroup;

/** The channels bound to one address, and the kernel's count of what it dropped before they came to it. */
final class NioReceiverGroup implements ReceiverGroup {
    private final DatagramChannel[] channels;
    private final NioReceiver[] receivers;
    private final InetSocketAddress localAddress;
    private final int receiveBufferBytes;
    private final boolean joins;
    private final KernelUdpTable table;

    /** @param joins whether the sockets have UDP_GRO, whose segment size the JDK does not tell */
    NioReceiverGroup(DatagramChannel[] channels, boolean joins) throws IOException {
        this.channels = channels;
        this.joins = joins;
        receivers = new NioReceiver[channels.length];
        for (int i = 0; i < channels.length; i++) {
            receivers[i] = new NioReceiver(channels[i], joins);
        }
        localAddress = (InetSocketAddress) channels[0].getLocalAddress();
        receiveBufferBytes = channels[0].getOption(StandardSocketOptions.SO_RCVBUF);
        table = KernelUdpTable.ofOwnSockets(localAddress.getPort(), channels.length);
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public int size() {
        return receivers.length;
    }

    @Override
    public DatagramReceiver receiver(int index) {
        return receivers[index];
    }

    @Override
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    @Override
    public boolean seesDatagrams() {
        return !joins;
    }

    @Override
    public void kernelDrops(long[] drops) throws IOException {
        table.drops(drops);
    }

    @Override
    public void refuseFurther() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
        }
    }

    @Override
    public void close() throws IOException {
        closeAll(channels);
    }

    static void closeAll(DatagramChannel[] channels) throws IOException {
        for (DatagramChannel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
