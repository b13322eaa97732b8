package junretsu.net.linux;

import java.io.IOException;
import java.util.List;
import junretsu.net.PathDrops;
import junretsu.net.linux.bpf.PinnedCounts;

/** A group in front of whose sockets programs on interfaces count. */
final class InterfaceGroup extends CountedGroup {

    private final List<String> interfaces;
    private volatile PathDrops path;

    /** @param path to the interfaces' programs */
    InterfaceGroup(LinuxReceiverGroup group, PinnedCounts counts, List<String> interfaces, PathDrops path) {
        super(group, counts);
        this.interfaces = interfaces;
        this.path = path;
    }

    @Override
    public void restartPathDrops() throws IOException {
        path = PathDrops.of(interfaces);
    }

    @Override
    public PathDrops.Counts pathDrops() throws IOException {
        return path.read();
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

    /** Programs that are not handed on end first; nothing is dropped meanwhile. */
    @Override
    public void leave() throws IOException {
        try {
            counts.endInterfaces();
        } finally {
            group.leave();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            counts.endInterfaces();
        } finally {
            group.close();
            counts.awaitPrograms();
        }
    }
}
