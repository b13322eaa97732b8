package junretsu.net.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.net.CountKeeper;
import junretsu.net.CountingEngine;
import junretsu.net.EngineOptions;
import junretsu.net.EngineUnavailable;
import junretsu.net.linux.bpf.BpfCalls;
import junretsu.net.linux.bpf.PinnedCounts;

/** An engine by a program in the kernel, whose counts are pinned. {@link MmsgEngine} takes what the program leaves. */
abstract class KernelEngine extends MmsgEngine implements CountingEngine {
    /** 1 with PREEMPT_RT; see kernel/ksysfs.c. */
    private static final Path REALTIME = Path.of("/sys/kernel/realtime");

    final BpfCalls calls = new LinuxBpfCalls();
    final EngineOptions.Kernel options;

    KernelEngine(EngineOptions options) throws EngineUnavailable {
        super(options);
        this.options = options.kernel();
        if (this.options.crowd() == null && Files.isReadable(REALTIME)) {
            requireOneProgramPerCpu();
        }
    }

    /** There one program may interrupt another on a CPU, and increments that are a load and a store lose counts. */
    private static void requireOneProgramPerCpu() throws EngineUnavailable {
        try {
            if (Files.readString(REALTIME).strip().equals("1")) {
                throw new EngineUnavailable("a kernel for real time interrupts programs while they count");
            }
        } catch (IOException e) {
            throw new EngineUnavailable(e.toString(), e);
        }
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
