package junretsu.net.linux.bpf;

/** A function of the kernel that a program may call, by its number ({@code ___BPF_FUNC_MAPPER} in linux/bpf.h). */
enum KernelFunction {
    /** R1 map, R2 address of the key; returns the value's address, or 0. */
    MAP_LOOKUP(1),
    /** R1 map, R2 address of the key, R3 of the value, R4 flags; returns 0 or below. */
    MAP_UPDATE(2),
    /** Nanoseconds since the machine was started. */
    NANOSECONDS(5),
    RANDOM(7),
    /** The number of the CPU that runs the program. */
    CPU(8),
    /** R1 interface's index, R2 flags; returns what the program has to return. */
    REDIRECT(23),
    /** R1 packet, R2 offset, R3 where to, R4 how many bytes; returns 0 or below. */
    LOAD_BYTES(26),
    /** As {@link #LOAD_BYTES}, with R5 0 for offsets from Ethernet's header, 1 from IP's. */
    LOAD_BYTES_RELATIVE(68),
    /** R1 rounds, R2 function, R3 its second argument, R4 0; since Linux 5.17. */
    LOOP(181);

    final int number;

    KernelFunction(int number) {
        this.number = number;
    }
}
