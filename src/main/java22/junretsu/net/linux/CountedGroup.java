package junretsu.net.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import junretsu.net.CountingGroup;
import junretsu.net.DatagramReceiver;
import junretsu.net.linux.bpf.PinnedCounts;

/** A group of sockets, and the kernel's counts of what does not reach their receivers. */
abstract class CountedGroup implements CountingGroup {
    final LinuxReceiverGroup group;
    final PinnedCounts counts;
    private long dropped;

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

    /**
     * The kernel takes every packet that a filter throws away for a drop, so true drops are those beyond what was
     * counted. What is counted is read after the drops, so that a packet in between is never taken for a drop; one that
     * is missing for that reason is there at the next reading. All in the first cell.
     */
    @Override
    public synchronized void kernelDrops(long[] drops) throws IOException {
        group.kernelDrops(drops);
        dropped = Math.max(dropped, Arrays.stream(drops).sum() - counts.filtered());
        Arrays.fill(drops, 0);
        drops[0] = dropped;
    }

    @Override
    public void share() throws IOException {
        group.share();
    }

    @Override
    public void leave() throws IOException {
        group.leave();
    }

    @Override
    public boolean seesDatagrams() {
        return group.seesDatagrams();
    }
}
