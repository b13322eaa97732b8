package junretsu.net.linux.bpf;

/** The bytes that a load or store moves, as an opcode has them (BPF_SIZE in linux/bpf_common.h, BPF_DW in bpf.h). */
enum Width {
    BYTE(0x10),
    HALF(0x08),
    WORD(0x00),
    LONG(0x18);

    final int bits;

    Width(int bits) {
        this.bits = bits;
    }
}
