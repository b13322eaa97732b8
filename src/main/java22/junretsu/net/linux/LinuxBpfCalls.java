package junretsu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import junretsu.net.linux.bpf.BpfCalls;
import junretsu.net.linux.bpf.LoadedProgram;
import junretsu.net.linux.bpf.MappedValues;
import junretsu.net.linux.bpf.RefusedCommand;
import junretsu.net.linux.bpf.RejectedProgram;

/**
 * bpf(2). Each command takes a struct of its own, a member of {@code union bpf_attr} in linux/bpf.h, of which the
 * offsets stand where they are used. Found by its name, where Java is 22 or newer.
 */
public final class LinuxBpfCalls implements BpfCalls {
    /** More than any struct used here; what is behind a kernel's own struct has to be 0. */
    private static final long ATTR_BYTES = 128;

    // enum bpf_cmd
    private static final int MAP_CREATE = 0;
    private static final int PROG_LOAD = 5;
    private static final int OBJ_PIN = 6;
    private static final int OBJ_GET = 7;
    private static final int PROG_TEST_RUN = 10;
    private static final int BTF_LOAD = 18;
    private static final int LINK_CREATE = 28;
    private static final int LINK_UPDATE = 29;
    private static final int LINK_DETACH = 34;

    private static final int BPF_XDP = 37;

    // linux/if_link.h
    private static final int XDP_FLAGS_SKB_MODE = 2;
    private static final int XDP_FLAGS_DRV_MODE = 4;

    private static final int BPF_F_TEST_XDP_LIVE_FRAMES = 2;
    private static final int SO_ATTACH_BPF = 50;
    private static final int EPERM = 1;
    private static final int ENOSPC = 28;

    /** capabilities(7); XDP needs no CAP_PERFMON. */
    private static final String CAPABILITIES = " without CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN, which root has";

    /** struct bpf_func_info: the instruction's number and the function's type. */
    private static final int FUNCTION_BYTES = 8;

    private static final int NAME_BYTES = 15;
    private static final int LOG_BYTES = 1 << 20;

    /** asm/unistd_64.h on x86, asm-generic/unistd.h elsewhere. */
    private static final long SYS_BPF = System.getProperty("os.arch").equals("amd64") ? 321 : 280;

    private static final long SYS_MEMBARRIER = System.getProperty("os.arch").equals("amd64") ? 324 : 283;

    /** linux/membarrier.h */
    private static final int MEMBARRIER_CMD_GLOBAL = 1;

    private static final long NAP_NANOS = 20_000_000;

    @Override
    public int createMap(int type, int keyBytes, int valueBytes, int entries, int flags, String name)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
            int[] words = {type, keyBytes, valueBytes, entries, flags};
            MemorySegment.copy(words, 0, attr, JAVA_INT, 0, words.length);
            putName(attr, 28, name);
            return checked("making a map", bpf(arena, MAP_CREATE, attr));
        }
    }

    @Override
    public MappedValues values(int map, long bytes) throws IOException {
        return new Values(Mapping.shared(bytes, map, 0));
    }

    /** An arena of its own for all threads, so that who reads too late gets an exception, and not the process's end. */
    private static final class Values implements MappedValues {
        private final Arena arena = Arena.ofShared();
        private final ByteBuffer bytes;

        Values(Mapping mapping) {
            bytes = MemorySegment.ofAddress(mapping.address())
                    .reinterpret(mapping.bytes(), arena, unused -> mapping.close())
                    .asByteBuffer();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes;
        }

        @Override
        public void close() {
            if (arena.scope().isAlive()) {
                arena.close();
            }
        }
    }

    @Override
    public int load(LoadedProgram program) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
            byte[] code = program.code();
            attr.set(JAVA_INT, 0, program.type());
            attr.set(JAVA_INT, 4, code.length / Long.BYTES);
            attr.set(JAVA_LONG, 8, allocate(arena, code).address());
            attr.set(JAVA_LONG, 16, arena.allocateFrom(program.licence()).address());
            putName(attr, 48, program.name());
            int btf = program.typeInformation().length == 0 ? -1 : functions(arena, attr, program);
            try {
                int result = bpf(arena, PROG_LOAD, attr);
                return result >= 0 ? result : rejected(arena, attr, result);
            } finally {
                if (btf >= 0) {
                    close(btf);
                }
            }
        }
    }

    /** Returns the descriptor of the type information. */
    private static int functions(Arena arena, MemorySegment attr, LoadedProgram program) throws IOException {
        byte[] types = program.typeInformation();
        MemorySegment load = arena.allocate(ATTR_BYTES, 8);
        load.set(JAVA_LONG, 0, allocate(arena, types).address());
        load.set(JAVA_INT, 16, types.length);
        int btf = checked("loading type information", bpf(arena, BTF_LOAD, load));
        int[] starts = program.functionStarts();
        MemorySegment functions = arena.allocate((long) FUNCTION_BYTES * starts.length, 8);
        for (int i = 0; i < starts.length; i++) {
            functions.setAtIndex(JAVA_INT, 2L * i, starts[i]);
            functions.setAtIndex(JAVA_INT, 2L * i + 1, program.firstFunctionType() + i);
        }
        attr.set(JAVA_INT, 72, btf);
        attr.set(JAVA_INT, 76, FUNCTION_BYTES);
        attr.set(JAVA_LONG, 80, functions.address());
        attr.set(JAVA_INT, 88, starts.length);
        return btf;
    }

    /** Loads it once more for the verifier's log, which takes time; a program that is taken needs none. */
    private int rejected(Arena arena, MemorySegment attr, int result) throws IOException {
        MemorySegment log = arena.allocate(LOG_BYTES);
        attr.set(JAVA_INT, 24, 1);
        attr.set(JAVA_INT, 28, LOG_BYTES);
        attr.set(JAVA_LONG, 32, log.address());
        int again = bpf(arena, PROG_LOAD, attr);
        if (again >= 0) {
            return again;
        }
        String reason = Kernel.describe(again == -ENOSPC ? -result : -again);
        throw RejectedProgram.of(reason, log.getString(0));
    }

    @Override
    public void pin(int descriptor, Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            checked("naming " + path, bpf(arena, OBJ_PIN, named(arena, path, descriptor)));
        }
    }

    @Override
    public int open(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return checked("opening " + path, bpf(arena, OBJ_GET, named(arena, path, 0)));
        }
    }

    private static MemorySegment named(Arena arena, Path path, int descriptor) {
        MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
        attr.set(JAVA_LONG, 0, arena.allocateFrom(path.toString()).address());
        attr.set(JAVA_INT, 8, descriptor);
        return attr;
    }

    @Override
    public int attach(int program, int interfaceIndex, boolean isNative) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
            int[] words = {program, interfaceIndex, BPF_XDP, isNative ? XDP_FLAGS_DRV_MODE : XDP_FLAGS_SKB_MODE};
            MemorySegment.copy(words, 0, attr, JAVA_INT, 0, words.length);
            return checked("attaching to the interface", bpf(arena, LINK_CREATE, attr));
        }
    }

    @Override
    public void update(int link, int program) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
            attr.set(JAVA_INT, 0, link);
            attr.set(JAVA_INT, 4, program);
            checked("changing the interface's program", bpf(arena, LINK_UPDATE, attr));
        }
    }

    @Override
    public void detach(int link) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
            attr.set(JAVA_INT, 0, link);
            checked("detaching from the interface", bpf(arena, LINK_DETACH, attr));
        }
    }

    /** By membarrier(2), whose global command waits for a grace period of RCU; elsewhere a nap, longer than a run. */
    @Override
    public void awaitPrograms() {
        try (Arena arena = Arena.ofConfined()) {
            int result = Kernel.syscall(LinuxSocket.state(arena), SYS_MEMBARRIER, MEMBARRIER_CMD_GLOBAL, 0, 0, 0, 0, 0);
            if (result < 0) {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    @Override
    public void attachToSocket(int program, int socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment word = arena.allocateFrom(JAVA_INT, program);
            MemorySegment state = LinuxSocket.state(arena);
            int option = SO_ATTACH_BPF;
            int result = Kernel.setsockopt(state, socket, Kernel.SOL_SOCKET, option, word.address(), Integer.BYTES);
            checked("setting the socket's filter", result);
        }
    }

    @Override
    public int run(int program, byte[] packet) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = testRun(arena, program, packet);
            checked("running a program", bpf(arena, PROG_TEST_RUN, attr));
            return attr.get(JAVA_INT, 4);
        }
    }

    @Override
    public void runLive(int program, byte[] frame, int times, int batch) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = testRun(arena, program, frame);
            MemorySegment context = arena.allocate(24, 8);
            context.set(JAVA_INT, 4, frame.length);
            attr.set(JAVA_INT, 32, times);
            attr.set(JAVA_INT, 40, (int) context.byteSize());
            attr.set(JAVA_LONG, 48, context.address());
            attr.set(JAVA_INT, 64, BPF_F_TEST_XDP_LIVE_FRAMES);
            attr.set(JAVA_INT, 72, batch);
            checked("making frames", bpf(arena, PROG_TEST_RUN, attr));
        }
    }

    private static MemorySegment testRun(Arena arena, int program, byte[] packet) {
        MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
        attr.set(JAVA_INT, 0, program);
        attr.set(JAVA_INT, 8, packet.length);
        attr.set(JAVA_LONG, 16, allocate(arena, packet).address());
        return attr;
    }

    @Override
    public void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.close(LinuxSocket.state(arena), descriptor);
        }
    }

    private static void putName(MemorySegment attr, long at, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(bytes, 0, attr, JAVA_BYTE, at, Math.min(bytes.length, NAME_BYTES));
    }

    private static MemorySegment allocate(Arena arena, byte[] bytes) {
        MemorySegment memory = arena.allocate(bytes.length, 8);
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    private static int bpf(Arena arena, int command, MemorySegment attr) {
        return Kernel.syscall(LinuxSocket.state(arena), SYS_BPF, command, attr.address(), ATTR_BYTES, 0, 0, 0);
    }

    private static int checked(String what, int result) throws IOException {
        if (result < 0) {
            String missing = result == -EPERM ? CAPABILITIES : "";
            throw new RefusedCommand("bpf, " + what + ": " + Kernel.describe(-result) + missing, -result);
        }
        return result;
    }
}
