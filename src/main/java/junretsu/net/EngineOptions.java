package junretsu.net;

import java.nio.file.Path;
import java.util.List;

/**
 * The settings of an engine beyond its name.
 *
 * @param offload whether one kernel packet may hold many datagrams (UDP_SEGMENT and UDP_GRO), where the system can do
 *     it
 * @param steersByCpu whether packets are spread over a group's receivers by the CPU that they arrive on, not by flow
 * @param kernel those of an engine that counts in the kernel
 */
public record EngineOptions(boolean offload, boolean steersByCpu, Kernel kernel) {

    /**
     * The settings of an engine that counts in the kernel.
     *
     * @param bpffs where the file system of BPF's objects is mounted
     * @param interfaces names of those whose packets are counted as they come in; none for an engine that counts at its
     *     sockets
     */
    public record Kernel(Path bpffs, List<String> interfaces) {
        /** The place where systemd mounts bpffs. */
        public static final Path BPFFS = Path.of("/sys/fs/bpf");

        public Kernel {
            interfaces = List.copyOf(interfaces);
        }
    }

    /** Those of an engine that does not count. */
    public EngineOptions(boolean offload, boolean steersByCpu) {
        this(offload, steersByCpu, new Kernel(Kernel.BPFFS, List.of()));
    }
}
