package junretsu.net.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import junretsu.net.DatagramEngine;
import junretsu.net.DatagramSender;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.ReceiverGroup;

/** What the engines of this room have in common: sockets, bound and connected. */
abstract class LinuxEngine implements DatagramEngine {
    private final EngineOptions options;
    private final boolean joins;

    /** @throws EngineUnavailable when this system has not got what every engine here needs */
    LinuxEngine(EngineOptions options) throws EngineUnavailable {
        this.options = options;
        if (!System.getProperty("os.name").equals("Linux") || Integer.getInteger("sun.arch.data.model", 0) != 64) {
            throw new EngineUnavailable("needs Linux with 64 bits");
        }
        try (LinuxSocket socket = LinuxSocket.open(InetAddress.getLoopbackAddress())) {
            joins = options.offload() && socket.trySet(Kernel.IPPROTO_UDP, Kernel.UDP_GRO, 1) == 0;
            socket.drops();
        } catch (IOException e) {
            throw new EngineUnavailable(e.getMessage());
        }
    }

    /** Of a bound socket. @param joins whether it has UDP_GRO */
    abstract LinuxReceiver receiver(LinuxSocket socket, boolean joins) throws IOException;

    /** Of a connected socket. @param offload whether UDP_SEGMENT is to be tried */
    abstract DatagramSender sender(LinuxSocket socket, boolean offload) throws IOException;

    @Override
    public boolean isOffloading() {
        return joins;
    }

    @Override
    public ReceiverGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes) throws IOException {
        InetSocketAddress free = claim(address);
        LinuxSocket[] sockets = new LinuxSocket[receivers];
        LinuxReceiver[] readers = new LinuxReceiver[receivers];
        try {
            int granted = 0;
            for (int i = 0; i < receivers; i++) {
                sockets[i] = LinuxSocket.open(free.getAddress());
                granted = sockets[i].receiveBuffer(receiveBufferBytes);
                sockets[i].set(Kernel.SOL_SOCKET, Kernel.SO_REUSEPORT, 1);
                if (joins) {
                    sockets[i].set(Kernel.IPPROTO_UDP, Kernel.UDP_GRO, 1);
                }
                sockets[i].bind(free);
                readers[i] = receiver(sockets[i], joins);
            }
            if (options.steersByCpu() && receivers > 1) {
                sockets[0].steerByCpu(receivers);
            }
            return new LinuxReceiverGroup(sockets, readers, granted);
        } catch (IOException e) {
            closeAll(readers);
            closeAll(sockets);
            throw e;
        }
    }

    @Override
    public DatagramSender connect(InetSocketAddress target) throws IOException {
        LinuxSocket socket = LinuxSocket.open(target.getAddress());
        try {
            socket.connect(target);
            return sender(socket, options.offload());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Proves that nobody has the address. With SO_REUSEPORT another server of the same user would silently get a share of the
     * datagrams; a bind without it fails.
     */
    private static InetSocketAddress claim(InetSocketAddress address) throws IOException {
        try (LinuxSocket probe = LinuxSocket.open(address.getAddress())) {
            probe.bind(address);
            return new InetSocketAddress(
                    address.getAddress(), probe.localAddress().getPort());
        }
    }

    private static void closeAll(java.io.Closeable[] resources) throws IOException {
        for (java.io.Closeable resource : resources) {
            if (resource != null) {
                resource.close();
            }
        }
    }
}
