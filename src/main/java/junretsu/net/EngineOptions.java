package junretsu.net;

import java.nio.file.Path;
import java.util.HexFormat;
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
     * @param limit of each source; null for none
     * @param crowd the sender's; null for a server
     */
    public record Kernel(Path bpffs, List<String> interfaces, SourceLimit limit, Crowd crowd) {
        /** The place where systemd mounts bpffs. */
        public static final Path BPFFS = Path.of("/sys/fs/bpf");

        public Kernel {
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * A sender that seems to be a crowd.
     *
     * @param sources from which each datagram takes an address of its own, as long as there are any
     * @param mac of the one that takes the frames, 6 bytes; null when it is to be learnt
     */
    public record Crowd(SourceRange sources, byte[] mac) {

        /** @throws IllegalArgumentException when it is not six bytes in hexadecimal with colons between */
        public static byte[] parseMac(String text) {
            if (!text.matches("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
                throw new IllegalArgumentException("six bytes with colons between, such as 02:42:ac:11:00:02");
            }
            return HexFormat.ofDelimiter(":").parseHex(text);
        }
    }

    /** Those of an engine that does not count. */
    public EngineOptions(boolean offload, boolean steersByCpu) {
        this(offload, steersByCpu, new Kernel(Kernel.BPFFS, List.of(), null, null));
    }
}
