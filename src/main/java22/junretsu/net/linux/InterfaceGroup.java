package junretsu.net.linux;

import java.io.IOException;
import junretsu.net.linux.bpf.PinnedCounts;

/** A group in front of whose sockets programs on interfaces count. */
final class InterfaceGroup extends CountedGroup {

    InterfaceGroup(LinuxReceiverGroup group, PinnedCounts counts) {
        super(group, counts);
    }

    @Override
    public void kernelDrops(long[] drops) throws IOException {
        group.kernelDrops(drops);
    }

    /** First the programs end, so that what comes from here on reaches the sockets, which drop and count it. */
    @Override
    public void refuseFurther() throws IOException {
        try {
            counts.endInterfaces();
        } finally {
            group.refuseFurther();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            counts.endInterfaces();
        } finally {
            group.close();
        }
    }
}
