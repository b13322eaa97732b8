/**
 * Floor 1: counting inside the kernel. Programs for the kernel's own machine (eBPF) are assembled here, loaded by
 * {@link junretsu.net.linux.bpf.BpfCalls}, and what they count is read out of a {@link junretsu.net.linux.bpf.CountMap}
 * that both sides have mapped. The system calls themselves stand in the other source root, in {@code net.linux}.
 */
package junretsu.net.linux.bpf;
