package junretsu.net.linux;

import java.io.IOException;
import java.nio.file.Path;
import junretsu.net.CountKeeper;
import junretsu.net.CountingEngine;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.linux.bpf.BpfCalls;
import junretsu.net.linux.bpf.PinnedCounts;

/** An engine by a program in the kernel, whose counts are pinned. {@link MmsgEngine} takes what the program leaves. */
abstract class KernelEngine extends MmsgEngine implements CountingEngine {
    final BpfCalls calls = new LinuxBpfCalls();
    final EngineOptions.Kernel options;

    KernelEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
        this.options = options.kernel();
    }

    @Override
    public void recover(CountKeeper keeper) throws IOException {
        PinnedCounts.recover(calls, options.bpffs(), keeper);
    }

    @Override
    public Path place(String node) {
        return PinnedCounts.place(options.bpffs(), node);
    }
}
