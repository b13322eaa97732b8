package junretsu.net.linux;

import java.io.IOException;
import java.util.Arrays;
import junretsu.net.linux.bpf.PinnedCounts;

/** A group whose sockets have a filter that counts and queues nothing. */
final class FilterGroup extends CountedGroup {
    private long dropped;

    FilterGroup(LinuxReceiverGroup group, PinnedCounts counts) {
        super(group, counts);
    }

    /**
     * The kernel takes every packet that a filter throws away for a drop, so true drops are those beyond what was
     * counted. What is counted is read after the drops, so that a packet in between is never taken for a drop; one that
     * is missing for that reason is there at the next reading. All in the first cell.
     */
    @Override
    public synchronized void kernelDrops(long[] drops) throws IOException {
        group.kernelDrops(drops);
        dropped = Math.max(dropped, Arrays.stream(drops).sum() - counts.packets());
        Arrays.fill(drops, 0);
        drops[0] = dropped;
    }

    /** The filter counts on until the sockets are closed. */
    @Override
    public void refuseFurther() throws IOException {
        group.refuseFurther();
    }

    @Override
    public void close() {
        group.close();
        counts.awaitPrograms();
    }
}
