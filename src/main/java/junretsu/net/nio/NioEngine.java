package junretsu.net.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.ReceiverGroup;

/** {@link DatagramEngine} on the JDK alone. */
public final class NioEngine implements DatagramEngine {
    private final boolean offload;

    /** @param options what is asked for; spreading by CPU is not to be had from the JDK, so its flag must be off */
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
        InetSocketAddress free = claim(address);
        DatagramChannel[] channels = new DatagramChannel[receivers];
        try {
            for (int i = 0; i < receivers; i++) {
                channels[i] = open(free.getAddress());
                channels[i].setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
                channels[i].setOption(StandardSocketOptions.SO_REUSEPORT, true);
                if (offload) {
                    InternalOptions.set(channels[i], InternalOptions.UDP_GRO, 1);
                }
                channels[i].bind(free);
            }
            return new NioReceiverGroup(channels, offload);
        } catch (IOException e) {
            NioReceiverGroup.closeAll(channels);
            throw e;
        }
    }

    @Override
    public DatagramSender connect(InetSocketAddress target) throws IOException {
        DatagramChannel channel = open(target.getAddress());
        try {
            channel.connect(target);
            return new NioSender(channel, offload);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Proves that nobody has the address. With SO_REUSEPORT another server of the same user would silently get a share of the
     * datagrams; a bind without it fails.
     */
    private static InetSocketAddress claim(InetSocketAddress address) throws IOException {
        try (DatagramChannel probe = open(address.getAddress())) {
            probe.bind(address);
            return new InetSocketAddress(address.getAddress(), ((InetSocketAddress) probe.getLocalAddress()).getPort());
        }
    }

    private static boolean takesOffload() {
        try (DatagramChannel probe = open(InetAddress.getLoopbackAddress())) {
            return InternalOptions.set(probe, InternalOptions.UDP_GRO, 1)
                    && InternalOptions.set(probe, InternalOptions.UDP_SEGMENT, 1);
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
