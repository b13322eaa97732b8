package junretsu.net.linux.bpf;

/** A comparison of unsigned 64-bit values that a jump depends on (BPF_OP in linux/bpf_common.h and linux/bpf.h). */
enum Condition {
    EQUAL(0x10),
    ABOVE(0x20),
    AT_LEAST(0x30),
    /** Both have a bit in common. */
    SHARES_BIT(0x40),
    NOT_EQUAL(0x50),
    BELOW(0xa0),
    AT_MOST(0xb0);

    final int bits;

    Condition(int bits) {
        this.bits = bits;
    }
}
