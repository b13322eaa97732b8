package junretsu.net.linux;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import junretsu.base.Opened;
import junretsu.net.CountKeeper;
import junretsu.net.CountingGroup;
import junretsu.net.CountingRefused;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.linux.bpf.CountingPrograms;
import junretsu.net.linux.bpf.PinnedCounts;

/**
 * {@link junretsu.net.CountingEngine} by a filter on each socket, which counts what would be queued. Found
 * by its name, where Java is 22 or newer.
 */
public final class BpfEngine extends KernelEngine {

    /** @throws EngineUnavailable when this system lacks the calls, or does not allow them */
    public BpfEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
        try {
            CountingPrograms.probeFilter(calls, this.options.limit());
            PinnedCounts.requireUsable(this.options.bpffs());
        } catch (IOException e) {
            throw new EngineUnavailable(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "bpf";
    }

    @Override
    public CountingGroup bind(InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper)
            throws IOException {
        try {
            return count(address, receivers, receiveBufferBytes, keeper);
        } catch (BindException e) {
            throw e;
        } catch (IOException e) {
            throw Files.exists(place(keeper.node())) ? e : new CountingRefused(e);
        }
    }

    private CountingGroup count(InetSocketAddress address, int receivers, int receiveBufferBytes, CountKeeper keeper)
            throws IOException {
        try (Opened opened = new Opened()) {
            PinnedCounts counts = PinnedCounts.begin(calls, options.bpffs(), options.limit(), keeper);
            opened.add(() -> counts.giveUp(keeper));
            int filter = counts.loadFilter();
            opened.add(() -> calls.close(filter));
            LinuxReceiverGroup group = bind(
                    address,
                    receivers,
                    receiveBufferBytes,
                    keeper.predecessor() != 0,
                    socket -> calls.attachToSocket(filter, socket.fd()));
            counts.endInterfaces();
            opened.keep();
            calls.close(filter);
            return new FilterGroup(group, counts);
        }
    }
}
