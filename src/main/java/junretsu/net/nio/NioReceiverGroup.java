package junretsu.net.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import junretsu.net.DatagramReceiver;
import junretsu.net.KernelUdpTable;
import junretsu.net.ReceiverGroup;

/** The channels bound to one address, and the kernel's count of what it dropped before they came to it. */
final class NioReceiverGroup implements ReceiverGroup {
    private final List<DatagramChannel> channels;
    private final NioReceiver[] receivers;
    private final InetSocketAddress localAddress;
    private final int receiveBufferBytes;
    private final boolean joins;
    private final KernelUdpTable table;
    private volatile boolean refusesFurther;

    /** @param joins whether the sockets have UDP_GRO, whose segment size the JDK does not show */
    NioReceiverGroup(List<DatagramChannel> channels, boolean joins) throws IOException {
        this.channels = channels;
        this.joins = joins;
        receivers = new NioReceiver[channels.size()];
        Arrays.setAll(receivers, i -> new NioReceiver(channels.get(i), joins));
        localAddress = (InetSocketAddress) channels.get(0).getLocalAddress();
        receiveBufferBytes = channels.get(0).getOption(StandardSocketOptions.SO_RCVBUF);
        table = KernelUdpTable.ofOwnSockets(localAddress.getPort(), channels.size());
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
        table.drops(drops, refusesFurther);
    }

    @Override
    public void refuseFurther() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1);
        }
        refusesFurther = true;
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }
}
