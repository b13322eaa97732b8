package junretsu.net.linux;

import java.io.IOException;
import junretsu.net.PathDrops;
import junretsu.net.linux.bpf.PinnedCounts;

/** A group whose sockets have a filter that counts and queues nothing. */
final class FilterGroup extends CountedGroup {
    FilterGroup(LinuxReceiverGroup group, PinnedCounts counts) {
        super(group, counts);
    }

    @Override
    public PathDrops.Counts pathDrops() {
        return PathDrops.Counts.NONE;
    }

    @Override
    public void restartPathDrops() {}

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
