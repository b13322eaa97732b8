package junretsu.net.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;
import junretsu.base.Opened;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.GroupSocket;
import junretsu.net.ReceiverGroup;
import junretsu.net.Segmentation;

/** {@link DatagramEngine} on the JDK alone. */
public final class NioEngine implements DatagramEngine {
    private final boolean offload;

    /** @param options what is asked for; the JDK cannot spread by CPU, so that flag must be off */
    public NioEngine(EngineOptions options) {
        offload = options.offload() && takesOffload();
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean isOffloading() {
        return offload;
    }

    @Override
    public ReceiverGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException {
        try (Opened opened = new Opened()) {
            List<DatagramChannel> channels = new GroupChannel(address.getAddress(), receiveBufferBytes)
                    .bindAll(address, receivers, false, opened);
            NioReceiverGroup group = new NioReceiverGroup(channels, offload);
            opened.keep();
            return group;
        }
    }

    @Override
    public DatagramSender connect(InetSocketAddress target) throws IOException {
        try (Opened opened = new Opened()) {
            DatagramChannel channel = opened.add(open(target.getAddress()));
            channel.connect(target);
            opened.keep();
            return new NioSender(channel, offload);
        }
    }

    private final class GroupChannel implements GroupSocket<DatagramChannel> {
        private final InetAddress address;
        private final int receiveBufferBytes;

        private GroupChannel(InetAddress address, int receiveBufferBytes) {
            this.address = address;
            this.receiveBufferBytes = receiveBufferBytes;
        }

        @Override
        public DatagramChannel open() throws IOException {
            return NioEngine.open(address);
        }

        @Override
        public void configure(DatagramChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
            if (offload) {
                InternalOptions.set(channel, Segmentation.UDP_GRO, 1);
            }
        }

        @Override
        public void share(DatagramChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }

        @Override
        public InetSocketAddress bind(DatagramChannel channel, InetSocketAddress address) throws IOException {
            return (InetSocketAddress) channel.bind(address).getLocalAddress();
        }
    }

    private static boolean takesOffload() {
        try (DatagramChannel probe = open(InetAddress.getLoopbackAddress())) {
            return InternalOptions.set(probe, Segmentation.UDP_GRO, 1)
                    && InternalOptions.set(probe, Segmentation.UDP_SEGMENT, 1);
        } catch (IOException e) {
            return false;
        }
    }

    /** The wildcard address gets a dual-stack socket; an address of one family gets that family's cheaper socket. */
    private static DatagramChannel open(InetAddress address) throws IOException {
        DatagramChannel channel =
                address.isAnyLocalAddress() ? DatagramChannel.open() : DatagramChannel.open(family(address));
        channel.configureBlocking(false);
        return channel;
    }

    private static ProtocolFamily family(InetAddress address) {
        return address.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }
}
