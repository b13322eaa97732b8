package junretsu.net.linux;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Opened;
import junretsu.net.CountKeeper;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.linux.bpf.CrowdSender;
import junretsu.net.linux.bpf.Interfaces;
import junretsu.net.linux.bpf.Neighbour;
import junretsu.net.linux.bpf.PinnedCounts;

/**
 * {@link junretsu.net.CountingEngine} by an XDP program on each interface, which counts a frame before the kernel has
 * made a packet of it. Found by its name, where Java is 22 or newer.
 */
public final class XdpEngine extends KernelEngine {
    /** Between the numbers of two senders' first frames. */
    private static final long FRAMES_APART = 1L << 40;

    private final AtomicLong senders = new AtomicLong();

    /** @throws EngineUnavailable when this system lacks the calls, or does not allow them */
    public XdpEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
        try {
            PinnedCounts.probeXdp(calls);
            if (this.options.crowd() == null) {
                PinnedCounts.requireMounted(this.options.bpffs());
            }
        } catch (IOException e) {
            throw new EngineUnavailable(e.getMessage());
        }
    }

    @Override
    public String name() {
        return "xdp";
    }

    /** The sockets come first: while an earlier process's program ends and the new one begins, they take all. */
    @Override
    public CountingGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper)
            throws IOException {
        Interfaces.require(options.interfaces());
        try (Opened opened = new Opened()) {
            LinuxReceiverGroup group = opened.add(bind(address, receivers, receiveBufferBytes, socket -> {}));
            PinnedCounts counts = PinnedCounts.begin(calls, options.bpffs(), keeper);
            opened.add(() -> counts.giveUp(keeper));
            counts.count(options.interfaces(), group.localAddress());
            opened.keep();
            return new InterfaceGroup(group, counts);
        }
    }

    /** A crowd's frames go out of the first interface; to this machine itself, datagrams of a socket. */
    @Override
    public DatagramSender connect(InetSocketAddress target) throws IOException {
        if (options.crowd() == null || target.getAddress().isLoopbackAddress()) {
            return super.connect(target);
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
        byte[] macs = Arrays.copyOf(mac == null ? Neighbour.of(target.getAddress()) : mac, 12);
        System.arraycopy(card.getHardwareAddress(), 0, macs, 6, 6);
        return new CrowdSender(
                calls, macs, target, options.crowd().sources(), card.getIndex(), senders.getAndAdd(FRAMES_APART));
    }
}
