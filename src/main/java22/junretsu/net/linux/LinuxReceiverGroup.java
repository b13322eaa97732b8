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

    LinuxReceiverGroup(List<LinuxSocket> sockets, List<LinuxReceiver> receivers) throws IOException {
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
            socket.set(Kernel.SOL_SOCKET, Kernel.SO_RCVBUF, 1);
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
