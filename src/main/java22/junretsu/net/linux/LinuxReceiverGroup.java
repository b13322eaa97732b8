package junretsu.net.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import junretsu.net.DatagramReceiver;
import junretsu.net.ReceiverGroup;

/** The sockets bound to one address with their receivers. */
final class LinuxReceiverGroup implements ReceiverGroup {
    private final LinuxSocket[] sockets;
    private final LinuxReceiver[] receivers;
    private final InetSocketAddress localAddress;
    private final int receiveBufferBytes;
    private final long[] dropsSeen;
    private final long[] dropsTotal;

    LinuxReceiverGroup(LinuxSocket[] sockets, LinuxReceiver[] receivers, int receiveBufferBytes) throws IOException {
        this.sockets = sockets;
        this.receivers = receivers;
        this.receiveBufferBytes = receiveBufferBytes;
        this.localAddress = sockets[0].localAddress();
        dropsSeen = new long[sockets.length];
        dropsTotal = new long[sockets.length];
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
        return true;
    }

    /** The kernel's counter is 32 bits wide and starts again at 0. */
    @Override
    public synchronized void kernelDrops(long[] drops) throws IOException {
        for (int i = 0; i < sockets.length; i++) {
            long seen = sockets[i].drops();
            dropsTotal[i] += seen - dropsSeen[i] & 0xFFFF_FFFFL;
            dropsSeen[i] = seen;
            drops[i] = dropsTotal[i];
        }
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
