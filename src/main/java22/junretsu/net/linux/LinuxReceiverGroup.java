package junretsu.net.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import junretsu.net.DatagramReceiver;
import junretsu.net.DropCounts;
import junretsu.net.ReceiverGroup;

/** The sockets bound to one address with their receivers. */
final class LinuxReceiverGroup implements ReceiverGroup {
    private final List<LinuxSocket> sockets;
    private final List<LinuxReceiver> receivers;
    private final InetSocketAddress localAddress;
    private final int receiveBufferBytes;
    private final DropCounts counts;
    private final boolean isSteered;

    /** @param isSteered when the kernel was told which socket gets what */
    LinuxReceiverGroup(List<LinuxSocket> sockets, List<LinuxReceiver> receivers, boolean isSteered) throws IOException {
        this.isSteered = isSteered;
        this.sockets = sockets;
        this.receivers = receivers;
        localAddress = sockets.get(0).localAddress();
        receiveBufferBytes = sockets.get(0).receiveBuffer();
        counts = new DropCounts(sockets.size());
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public int size() {
        return receivers.size();
    }

    @Override
    public DatagramReceiver receiver(int index) {
        return receivers.get(index);
    }

    @Override
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    @Override
    public boolean seesDatagrams() {
        return true;
    }

    /** Does a step on each socket while it is in use. */
    void forEachSocket(LinuxEngine.SocketStep step) throws IOException {
        for (LinuxSocket socket : sockets) {
            step.apply(socket);
        }
    }

    @Override
    public synchronized void kernelDrops(long[] drops) throws IOException {
        for (int i = 0; i < sockets.size(); i++) {
            counts.advance(i, sockets.get(i).drops());
        }
        counts.copyTo(drops);
    }

    @Override
    public void refuseFurther() throws IOException {
        for (LinuxSocket socket : sockets) {
            refuseFurther(socket);
        }
    }

    private static void refuseFurther(LinuxSocket socket) throws IOException {
        socket.set(Kernel.SOL_SOCKET, Kernel.SO_RCVBUF, 1);
    }

    @Override
    public void share() throws IOException {
        if (isSteered) {
            ReceiverGroup.super.share();
        }
        for (LinuxSocket socket : sockets) {
            socket.set(Kernel.SOL_SOCKET, Kernel.SO_REUSEPORT, 1);
        }
    }

    @Override
    public void leave() throws IOException {
        IOException failure = null;
        for (LinuxSocket socket : sockets) {
            try {
                socket.connectToItself();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                refuseFurther(socket);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        for (LinuxReceiver receiver : receivers) {
            receiver.close();
        }
        for (LinuxSocket socket : sockets) {
            socket.close();
        }
    }
}
