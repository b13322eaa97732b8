package junretsu.net.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Opened;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.GroupSocket;
import junretsu.net.ReceiverGroup;
import junretsu.net.Segmentation;
import junretsu.net.linux.bpf.Orphans;

/** The common part of this room's engines: sockets, bound and connected. */
abstract class LinuxEngine implements DatagramEngine {
    private final EngineOptions options;
    private final boolean joins;

    /** @throws EngineUnavailable when this system lacks what every engine here needs */
    LinuxEngine(EngineOptions options) throws EngineUnavailable {
        this.options = options;
        if (!System.getProperty("os.name").equals("Linux") || Integer.getInteger("sun.arch.data.model", 0) != 64) {
            throw new EngineUnavailable("needs Linux with 64 bits");
        }
        try (LinuxSocket socket = LinuxSocket.open(InetAddress.getLoopbackAddress())) {
            joins = options.offload() && socket.trySet(Segmentation.IPPROTO_UDP, Segmentation.UDP_GRO, 1) == 0;
            socket.drops();
        } catch (IOException e) {
            throw new EngineUnavailable(e.getMessage());
        }
    }

    /**
     * Makes the receiver of a bound socket, which closes all but the socket.
     *
     * @param joins whether the socket has UDP_GRO
     */
    abstract LinuxReceiver receiver(LinuxSocket socket, boolean joins) throws IOException;

    /**
     * Makes the sender of a connected socket, which closes the socket too.
     *
     * @param offload whether UDP_SEGMENT is to be tried
     */
    abstract DatagramSender sender(LinuxSocket socket, boolean offload) throws IOException;

    @Override
    public boolean isOffloading() {
        return joins;
    }

    @Override
    public List<String> leftPrograms(String node) {
        return Orphans.remarks(new LinuxBpfCalls(), options.kernel().bpffs(), node);
    }

    @Override
    public ReceiverGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException {
        return bind(address, receivers, receiveBufferBytes, false, socket -> {});
    }

    @Override
    public ReceiverGroup join(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException {
        return bind(address, receivers, receiveBufferBytes, true, socket -> {});
    }

    /** A step of setting up a socket. */
    @FunctionalInterface
    interface SocketStep {
        void apply(LinuxSocket socket) throws IOException;
    }

    /**
     * Binds a group.
     *
     * @param joins whether it shares the address with another server's
     * @param beforeBinding done to each socket before anything can reach it
     */
    final LinuxReceiverGroup bind(
            InetSocketAddress address, int receivers, int receiveBufferBytes, boolean joins, SocketStep beforeBinding)
            throws IOException {
        boolean isSteered = options.steersByCpu() && receivers > 1;
        if (joins && options.steersByCpu()) {
            throw new IOException("--steer cpu: sockets that are steered cannot be handed over");
        }
        try (Opened opened = new Opened()) {
            List<LinuxReceiver> readers = new ArrayList<>();
            SocketStep allBeforeBinding = socket -> {
                beforeBinding.apply(socket);
                readers.add(opened.add(receiver(socket, this.joins)));
            };
            List<LinuxSocket> sockets = new Group(address.getAddress(), receiveBufferBytes, allBeforeBinding)
                    .bindAll(address, receivers, joins, opened);
            if (isSteered) {
                sockets.get(0).steerByCpu(receivers);
            }
            LinuxReceiverGroup group = new LinuxReceiverGroup(sockets, readers, isSteered);
            opened.keep();
            return group;
        }
    }

    @Override
    public DatagramSender connect(InetSocketAddress target) throws IOException {
        try (Opened opened = new Opened()) {
            LinuxSocket socket = opened.add(LinuxSocket.open(target.getAddress()));
            socket.connect(target);
            DatagramSender sender = sender(socket, options.offload());
            opened.keep();
            return sender;
        }
    }

    private final class Group implements GroupSocket<LinuxSocket> {
        private final InetAddress address;
        private final int receiveBufferBytes;
        private final SocketStep beforeBinding;

        private Group(InetAddress address, int receiveBufferBytes, SocketStep beforeBinding) {
            this.address = address;
            this.receiveBufferBytes = receiveBufferBytes;
            this.beforeBinding = beforeBinding;
        }

        @Override
        public LinuxSocket open() throws IOException {
            return LinuxSocket.open(address);
        }

        @Override
        public void configure(LinuxSocket socket) throws IOException {
            socket.askReceiveBuffer(receiveBufferBytes);
            if (joins) {
                socket.set(Segmentation.IPPROTO_UDP, Segmentation.UDP_GRO, 1);
            }
            beforeBinding.apply(socket);
        }

        @Override
        public void share(LinuxSocket socket) throws IOException {
            socket.set(Kernel.SOL_SOCKET, Kernel.SO_REUSEPORT, 1);
        }

        @Override
        public InetSocketAddress bind(LinuxSocket socket, InetSocketAddress address) throws IOException {
            socket.bind(address);
            return socket.localAddress();
        }
    }
}
