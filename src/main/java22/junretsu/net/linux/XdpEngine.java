package junretsu.net.linux;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import junretsu.base.Opened;
import junretsu.net.CountKeeper;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.PathDrops;
import junretsu.net.linux.bpf.CountingPrograms;
import junretsu.net.linux.bpf.CrowdFrames;
import junretsu.net.linux.bpf.Interfaces;
import junretsu.net.linux.bpf.Neighbour;
import junretsu.net.linux.bpf.PinnedCounts;

/**
 * {@link junretsu.net.CountingEngine} by an XDP program on each interface, which counts a frame before the kernel has
 * made a packet of it. Found by its name, where Java is 22 or newer.
 */
public final class XdpEngine extends KernelEngine {
    /** Of the target that was sent to last; null before. */
    private CrowdFrames crowd;

    /** @throws EngineUnavailable when this system lacks the calls, or does not allow them */
    public XdpEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
        try {
            CountingPrograms.probeXdp(calls, this.options.limit());
            if (this.options.crowd() == null) {
                PinnedCounts.requireUsable(this.options.bpffs());
            }
        } catch (IOException e) {
            throw new EngineUnavailable(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "xdp";
    }

    /**
     * The sockets come first: while an earlier process's program ends and the new one begins, they take all. Only
     * beside a server that runs they come last, since what is queued in them is lost when a later step fails.
     */
    @Override
    public CountingGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper)
            throws IOException {
        Interfaces.require(options.interfaces());
        PathDrops path = PathDrops.of(options.interfaces());
        if (keeper.predecessor() != 0) {
            return join(address, receivers, receiveBufferBytes, keeper, path);
        }
        try (Opened opened = new Opened()) {
            LinuxReceiverGroup group = opened.add(bind(address, receivers, receiveBufferBytes, false, socket -> {}));
            PinnedCounts counts = PinnedCounts.begin(calls, options.bpffs(), options.limit(), keeper);
            opened.add(() -> counts.giveUp(keeper));
            counts.count(options.interfaces(), group.localAddress());
            if (options.limit() != null) {
                limitSockets(group, counts);
            }
            opened.keep();
            return new InterfaceGroup(group, counts, options.interfaces(), path);
        }
    }

    private CountingGroup join(
            InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper, PathDrops path)
            throws IOException {
        try (Opened opened = new Opened();
                Opened filters = new Opened()) {
            PinnedCounts counts = PinnedCounts.begin(calls, options.bpffs(), options.limit(), keeper);
            opened.add(() -> counts.giveUp(keeper));
            counts.count(options.interfaces(), address);
            SocketStep beforeBinding = socket -> {};
            if (options.limit() != null) {
                int filter = counts.loadFilter();
                filters.add(() -> calls.close(filter));
                beforeBinding = socket -> calls.attachToSocket(filter, socket.fd());
            }
            LinuxReceiverGroup group = bind(address, receivers, receiveBufferBytes, true, beforeBinding);
            opened.keep();
            return new InterfaceGroup(group, counts, options.interfaces(), path);
        }
    }

    /** Limits, from the same buckets, also what the interface passes on; until here the sockets take all of it. */
    private void limitSockets(LinuxReceiverGroup group, PinnedCounts counts) throws IOException {
        int filter = counts.loadFilter();
        try {
            group.forEachSocket(socket -> calls.attachToSocket(filter, socket.fd()));
        } finally {
            calls.close(filter);
        }
    }

    /** A crowd's frames go out of the first interface; to this machine itself, datagrams of a socket. */
    @Override
    public DatagramSender connect(InetSocketAddress target) throws IOException {
        if (options.crowd() == null || target.getAddress().isLoopbackAddress()) {
            return super.connect(target);
        }
        return crowd(target).open();
    }

    /** The senders to one target share it. */
    private synchronized CrowdFrames crowd(InetSocketAddress target) throws IOException {
        if (crowd != null && crowd.target().equals(target)) {
            return crowd;
        }
        String name = options.interfaces().get(0);
        NetworkInterface card = NetworkInterface.getByName(name);
        if (card == null || card.getHardwareAddress() == null || !(target.getAddress() instanceof Inet4Address)) {
            throw new IOException(
                    card == null
                            ? "there is no interface " + name
                            : "frames are made for IPv4 and for an interface of Ethernet");
        }
        byte[] mac = options.crowd().mac();
        byte[] macs = Neighbour.addresses(mac == null ? Neighbour.of(target.getAddress()) : mac, card);
        crowd = new CrowdFrames(calls, macs, target, options.crowd().sources(), card.getIndex());
        return crowd;
    }
}
