package junretsu.net.linux.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles a program for the kernel's eBPF machine, an instruction a call, in the order of the calls. An instruction
 * is {@code struct bpf_insn} of linux/bpf.h:
 *
 * <pre>
 *   0  opcode       u8   the class in its lowest 3 bits
 *   1  registers    u8   the one that is written in the low 4 bits, the one that is read in the high 4
 *   2  offset       s16  of memory, or of a jump in instructions from the next one
 *   4  constant     s32
 *   8
 * </pre>
 *
 * in the machine's byte order; a 64-bit constant takes two. Jumps name labels, which may be set before or after them.
 * To be used by one thread.
 */
final class Assembler {
    static final int INSTRUCTION_BYTES = 8;

    // linux/bpf_common.h, linux/bpf.h: classes
    private static final int LD_IMM64 = 0x18;
    private static final int LDX = 0x61;
    private static final int ST = 0x62;
    private static final int STX = 0x63;
    private static final int ALU64 = 0x07;
    private static final int JMP = 0x05;
    private static final int STX_ATOMIC_LONG = 0xdb;
    private static final int FROM_REGISTER = 0x08;

    // Operations of ALU64, and those of JMP that are no condition
    private static final int ADD = 0x00;
    private static final int SUB = 0x10;
    private static final int DIV = 0x30;
    private static final int OR = 0x40;
    private static final int AND = 0x50;
    private static final int LSH = 0x60;
    private static final int RSH = 0x70;
    private static final int MUL = 0x20;
    private static final int MOV = 0xb0;
    private static final int TO_BIG_ENDIAN = 0xdc;
    private static final int CALL = 0x80;
    private static final int EXIT = 0x90;

    // What the constant of LD_IMM64, or of CALL, is
    private static final int PSEUDO_MAP_FD = 1;
    private static final int PSEUDO_CALL = 1;
    private static final int PSEUDO_FUNC = 4;

    /** The constant of an atomic store: compare with R0, exchange if equal, and fetch what was there. */
    private static final int CMPXCHG = 0xf1;

    /**
     * A part of a program that is called.
     *
     * @param first the number of its first instruction
     * @param arguments names of the 64-bit numbers that a function takes which the verifier walks through once, for any
     *     numbers; empty for one that is walked through from each place that calls it
     */
    record Function(String name, int first, List<String> arguments) {}

    /** An instruction whose target is not known yet. */
    private record Reference(int at, String label, boolean isFunction) {}

    private final List<Long> instructions = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();

    /** Names the next instruction; once each. */
    Assembler label(String name) {
        if (labels.put(name, instructions.size()) != null) {
            throw new IllegalStateException("the label " + name + " is set twice");
        }
        return this;
    }

    /** Begins a function at the next instruction; the program itself is the first. It is a label too. */
    Assembler function(String name) {
        return globalFunction(name);
    }

    /** Begins a function of numbers, at most five, that stands for itself; {@link #callFunction} calls it. */
    Assembler globalFunction(String name, String... arguments) {
        functions.add(new Function(name, instructions.size(), List.of(arguments)));
        return label(name);
    }

    Assembler set(Register to, int constant) {
        return emit(ALU64 | MOV, to, Register.R0, 0, constant);
    }

    Assembler set(Register to, long constant) {
        return emit(LD_IMM64, to, Register.R0, 0, (int) constant)
                .emit(0, Register.R0, Register.R0, 0, (int) (constant >>> 32));
    }

    Assembler copy(Register to, Register from) {
        return emit(ALU64 | MOV | FROM_REGISTER, to, from, 0, 0);
    }

    Assembler add(Register to, int constant) {
        return emit(ALU64 | ADD, to, Register.R0, 0, constant);
    }

    Assembler add(Register to, Register from) {
        return emit(ALU64 | ADD | FROM_REGISTER, to, from, 0, 0);
    }

    Assembler subtract(Register to, Register from) {
        return emit(ALU64 | SUB | FROM_REGISTER, to, from, 0, 0);
    }

    Assembler multiply(Register to, int constant) {
        return emit(ALU64 | MUL, to, Register.R0, 0, constant);
    }

    Assembler multiply(Register to, Register by) {
        return emit(ALU64 | MUL | FROM_REGISTER, to, by, 0, 0);
    }

    /** Unsigned; by 0 gives 0. */
    Assembler divide(Register to, Register by) {
        return emit(ALU64 | DIV | FROM_REGISTER, to, by, 0, 0);
    }

    /** Unsigned. */
    Assembler divide(Register to, int constant) {
        return emit(ALU64 | DIV, to, Register.R0, 0, constant);
    }

    Assembler or(Register to, Register from) {
        return emit(ALU64 | OR | FROM_REGISTER, to, from, 0, 0);
    }

    Assembler and(Register to, int constant) {
        return emit(ALU64 | AND, to, Register.R0, 0, constant);
    }

    Assembler shiftLeft(Register to, int bits) {
        return emit(ALU64 | LSH, to, Register.R0, 0, bits);
    }

    Assembler shiftRight(Register to, int bits) {
        return emit(ALU64 | RSH, to, Register.R0, 0, bits);
    }

    /** Between network byte order and the machine's, of the lowest 16, 32 or 64 bits; higher ones become 0. */
    Assembler swapNetworkOrder(Register value, int bits) {
        return emit(TO_BIG_ENDIAN, value, Register.R0, 0, bits);
    }

    Assembler load(Width width, Register to, Register address, int offset) {
        return emit(LDX | width.bits, to, address, offset, 0);
    }

    Assembler store(Width width, Register address, int offset, Register from) {
        return emit(STX | width.bits, address, from, offset, 0);
    }

    Assembler store(Width width, Register address, int offset, int constant) {
        return emit(ST | width.bits, address, Register.R0, offset, constant);
    }

    /** Stores 64 bits where R0 is what is there; R0 becomes what was there. One step for all CPUs; since Linux 5.12. */
    Assembler compareAndExchange(Register address, int offset, Register from) {
        return emit(STX_ATOMIC_LONG, address, from, offset, CMPXCHG);
    }

    /** Adds 1 to a 64-bit counter in memory by a plain load and store; {@code scratch} is destroyed. */
    Assembler increment(Register address, int offset, Register scratch) {
        return load(Width.LONG, scratch, address, offset).add(scratch, 1).store(Width.LONG, address, offset, scratch);
    }

    Assembler jump(String label) {
        return reference(label, false).emit(JMP, Register.R0, Register.R0, 0, 0);
    }

    Assembler jumpIf(Register left, Condition condition, int constant, String label) {
        return reference(label, false).emit(JMP | condition.bits, left, Register.R0, 0, constant);
    }

    Assembler jumpIf(Register left, Condition condition, Register right, String label) {
        return reference(label, false).emit(JMP | condition.bits | FROM_REGISTER, left, right, 0, 0);
    }

    Assembler call(KernelFunction function) {
        return emit(JMP | CALL, Register.R0, Register.R0, 0, function.number);
    }

    /** Calls a function of this program, with the same registers as one of the kernel's. */
    Assembler callFunction(String name) {
        return reference(name, true).emit(JMP | CALL, Register.R0, registerOf(PSEUDO_CALL), 0, 0);
    }

    /** Returns R0. */
    Assembler exit() {
        return emit(JMP | EXIT, Register.R0, Register.R0, 0, 0);
    }

    /** Loads the map of a descriptor, for a call that takes one. */
    Assembler map(Register to, int descriptor) {
        return emit(LD_IMM64, to, registerOf(PSEUDO_MAP_FD), 0, descriptor).emit(0, Register.R0, Register.R0, 0, 0);
    }

    /** Loads the address of a function of this program, for a call that takes one. */
    Assembler functionAddress(Register to, String function) {
        return reference(function, true)
                .emit(LD_IMM64, to, registerOf(PSEUDO_FUNC), 0, 0)
                .emit(0, Register.R0, Register.R0, 0, 0);
    }

    /** The instructions so far. */
    int size() {
        return instructions.size();
    }

    /** The functions in their order. */
    List<Function> functions() {
        return functions;
    }

    /** The program's bytes, all jumps resolved. */
    byte[] assemble() {
        for (Reference reference : references) {
            Integer target = labels.get(reference.label());
            if (target == null) {
                throw new IllegalStateException("the label " + reference.label() + " is not set");
            }
            int distance = target - reference.at() - 1;
            if (!reference.isFunction() && (short) distance != distance) {
                throw new IllegalStateException("the jump to " + reference.label() + " is too far: " + distance);
            }
            long instruction = instructions.get(reference.at());
            instructions.set(
                    reference.at(),
                    reference.isFunction()
                            ? instruction | (long) distance << 32
                            : instruction | (distance & 0xFFFFL) << 16);
        }
        references.clear();
        ByteBuffer bytes = ByteBuffer.allocate(size() * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        instructions.forEach(bytes::putLong);
        return bytes.array();
    }

    private static Register registerOf(int number) {
        return Register.values()[number];
    }

    private Assembler reference(String label, boolean isFunction) {
        references.add(new Reference(instructions.size(), label, isFunction));
        return this;
    }

    private Assembler emit(int opcode, Register to, Register from, int offset, int constant) {
        instructions.add((long) opcode
                | (long) to.ordinal() << 8
                | (long) from.ordinal() << 12
                | (offset & 0xFFFFL) << 16
                | (long) constant << 32);
        return this;
    }
}
