package junretsu.net.linux;

import java.net.InetSocketAddress;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramReceiver;
import junretsu.net.linux.bpf.PinnedCounts;

/** A group of sockets, and the kernel's counts of what does not reach their receivers. */
abstract class CountedGroup implements CountingGroup {
    final LinuxReceiverGroup group;
    final PinnedCounts counts;

    CountedGroup(LinuxReceiverGroup group, PinnedCounts counts) {
        this.group = group;
        this.counts = counts;
    }

    @Override
    public Counting counting() {
        return counts;
    }

    @Override
    public InetSocketAddress localAddress() {
        return group.localAddress();
    }

    @Override
    public int size() {
        return group.size();
    }

    @Override
    public DatagramReceiver receiver(int index) {
        return group.receiver(index);
    }

    @Override
    public int receiveBufferBytes() {
        return group.receiveBufferBytes();
    }

    @Override
    public boolean seesDatagrams() {
        return group.seesDatagrams();
    }
}
