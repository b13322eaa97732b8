package junretsu.net.linux.bpf;

/**
 * A register of the eBPF machine, 64 bits (Documentation/bpf/standardization/instruction-set.rst). A call takes its
 * arguments in R1 to R5, which it destroys, and leaves its result in R0; R6 to R9 outlive calls; R10 is the end of the
 * stack of 512 bytes and cannot be written.
 */
enum Register {
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10
}
