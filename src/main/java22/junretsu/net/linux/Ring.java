package junretsu.net.linux;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import junretsu.base.Opened;

/**
 * An io_uring: requests go in at one end of shared memory and completions come out at the other, with one system call
 * for both. It is made disabled (IORING_SETUP_R_DISABLED), by any thread, so that whatever is missing is known then;
 * the first {@link #enter} enables it, and from there on it belongs to the thread that entered
 * (IORING_SETUP_SINGLE_ISSUER). It may be closed by another when that one has ended.
 *
 * <pre>
 *   struct io_uring_params (linux/io_uring.h), 120 bytes
 *     0 sq_entries  4 cq_entries  8 flags  20 features
 *    40 sq_off: head 40, tail 44, mask 48, entries 52, flags 56, dropped 60, array 64
 *    80 cq_off: head 80, tail 84, mask 88, entries 92, overflow 96, cqes 100
 *
 *   struct io_uring_sqe, 64 bytes                        struct io_uring_cqe, 16 bytes
 *     0 opcode u8    1 flags u8     2 ioprio u16            0 user_data u64
 *     4 fd i32       8 off u64     16 addr u64              8 res i32
 *    24 len u32     28 msg_flags   32 user_data u64        12 flags u32
 *    40 buf_group u16
 * </pre>
 */
final class Ring implements Closeable {
    // asm-generic/unistd.h
    private static final long IO_URING_SETUP = 425;
    private static final long IO_URING_ENTER = 426;
    private static final long IO_URING_REGISTER = 427;

    // linux/io_uring.h
    static final int OP_RECVMSG = 10;
    static final int OP_SEND = 26;
    static final int SQE_BUFFER_SELECT = 1 << 5;
    static final int RECV_MULTISHOT = 1 << 1;
    static final int CQE_F_BUFFER = 1;
    static final int CQE_F_MORE = 1 << 1;
    private static final int CQE_BUFFER_SHIFT = 16;
    private static final int SETUP_CQSIZE = 1 << 3;
    private static final int SETUP_R_DISABLED = 1 << 6;
    private static final int SETUP_COOP_TASKRUN = 1 << 8;
    private static final int SETUP_SINGLE_ISSUER = 1 << 12;
    private static final int SETUP_DEFER_TASKRUN = 1 << 13;
    private static final int ENTER_GETEVENTS = 1;
    private static final int REGISTER_ENABLE_RINGS = 12;
    private static final int REGISTER_PBUF_RING = 22;
    private static final long OFF_SQES = 0x10000000L;

    /** The flags that work best, since Linux 6.1, then those of 6.0, which is the first with multishot receive. */
    private static final int[] SETUPS = {SETUP_SINGLE_ISSUER | SETUP_DEFER_TASKRUN, SETUP_COOP_TASKRUN};

    private static final int PARAMS_BYTES = 120;
    private static final int SQE_BYTES = 64;
    private static final int CQE_BYTES = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state;
    private final int fd;
    private final Mapping rings;
    private final Mapping sqes;
    private final int sqMask;
    private final long sqTail;
    private final int cqMask;
    private final long cqHead;
    private final long cqTail;
    private final long cqes;
    private int tail;
    private int pending;
    private int head;
    private boolean enabled;
    private boolean closed;

    /**
     * @param requests room for so many, a power of two
     * @param completions room for so many, a power of two
     */
    Ring(int requests, int completions) throws IOException {
        long at;
        try (Opened opened = new Opened()) {
            opened.add(arena::close);
            state = LinuxSocket.state(arena);
            MemorySegment params = arena.allocate(PARAMS_BYTES, 8);
            at = params.address();
            fd = LinuxSocket.checked("io_uring_setup", setup(params, requests, completions));
            opened.add(this::closeDescriptor);
            long ringBytes = Math.max(
                    Memory.getInt(at + 64) + 4L * Memory.getInt(at),
                    Memory.getInt(at + 100) + (long) CQE_BYTES * Memory.getInt(at + 4));
            rings = opened.add(Mapping.shared(ringBytes, fd, 0));
            sqes = opened.add(Mapping.shared((long) SQE_BYTES * Memory.getInt(at), fd, OFF_SQES));
            opened.keep();
        }
        sqTail = rings.address() + Memory.getInt(at + 44);
        sqMask = Memory.getInt(rings.address() + Memory.getInt(at + 48));
        cqHead = rings.address() + Memory.getInt(at + 80);
        cqTail = rings.address() + Memory.getInt(at + 84);
        cqMask = Memory.getInt(rings.address() + Memory.getInt(at + 88));
        cqes = rings.address() + Memory.getInt(at + 100);
        for (int i = 0; i <= sqMask; i++) {
            Memory.putInt(rings.address() + Memory.getInt(at + 64) + 4L * i, i);
        }
    }

    private int setup(MemorySegment params, int requests, int completions) {
        int result = 0;
        for (int flags : SETUPS) {
            params.fill((byte) 0);
            Memory.putInt(params.address() + 4, completions);
            Memory.putInt(params.address() + 8, SETUP_CQSIZE | SETUP_R_DISABLED | flags);
            result = Kernel.syscall(state, IO_URING_SETUP, requests, params.address(), 0, 0, 0, 0);
            if (result != -Kernel.EINVAL) {
                break;
            }
        }
        return result;
    }

    /**
     * Registers memory in which the kernel puts what arrives.
     *
     * @param entries a power of two
     */
    void registerBuffers(long ringAddress, int entries, int group) throws IOException {
        MemorySegment argument = arena.allocate(40, 8);
        Memory.putLong(argument.address(), ringAddress);
        Memory.putInt(argument.address() + 8, entries);
        Memory.putShort(argument.address() + 12, group);
        int result = Kernel.syscall(state, IO_URING_REGISTER, fd, REGISTER_PBUF_RING, argument.address(), 1, 0, 0);
        LinuxSocket.checked("io_uring_register a buffer ring", result);
    }

    /** Queues a request; the kernel gets it with the next {@link #enter}. */
    void request(
            int opcode,
            int flags,
            int ioprio,
            int socket,
            long address,
            int length,
            int messageFlags,
            long userData,
            int bufferGroup) {
        long sqe = sqes.address() + (long) (tail & sqMask) * SQE_BYTES;
        Memory.putLong(sqe, opcode | flags << 8 | ioprio << 16 | (long) socket << 32);
        Memory.putLong(sqe + 8, 0);
        Memory.putLong(sqe + 16, address);
        Memory.putLong(sqe + 24, length | (long) messageFlags << 32);
        Memory.putLong(sqe + 32, userData);
        Memory.putLong(sqe + 40, bufferGroup);
        Memory.putLong(sqe + 48, 0);
        Memory.putLong(sqe + 56, 0);
        tail++;
        pending++;
    }

    /** Lets requests in, from the calling thread alone. A second call does nothing. */
    void enable() throws IOException {
        if (!enabled) {
            int result = Kernel.syscall(state, IO_URING_REGISTER, fd, REGISTER_ENABLE_RINGS, 0, 0, 0, 0);
            LinuxSocket.checked("io_uring_register enabling the ring", result);
            enabled = true;
        }
    }

    /**
     * Hands the requests to the kernel and lets it do what is ready. Requests that a signal, a shortage or full
     * completions keep back stay for the next call.
     *
     * @param completions how many to wait for
     * @throws AssertionError when the ring cannot be used, now or ever
     */
    void enter(int completions) {
        Memory.putIntRelease(sqTail, tail);
        if (!enabled) {
            enableOrEnd();
        }
        int result = Kernel.syscall(state, IO_URING_ENTER, fd, pending, completions, ENTER_GETEVENTS, 0, 0);
        if (result >= 0) {
            pending -= result;
        } else if (result != -Kernel.EINTR && result != -Kernel.EAGAIN && result != -Kernel.EBUSY) {
            throw new AssertionError("io_uring_enter: " + Kernel.describe(-result));
        }
    }

    private void enableOrEnd() {
        try {
            enable();
        } catch (IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /**
     * The number of completions that wait to be looked at, by {@link #result}, {@link #flags} and {@link #userData}.
     */
    int ready() {
        return Memory.getIntAcquire(cqTail) - head;
    }

    int result(int index) {
        return Memory.getInt(cqe(index) + 8);
    }

    int flags(int index) {
        return Memory.getInt(cqe(index) + 12);
    }

    long userData(int index) {
        return Memory.getLong(cqe(index));
    }

    static int buffer(int flags) {
        return flags >>> CQE_BUFFER_SHIFT;
    }

    /** Releases the room of so many completions. */
    void advance(int completions) {
        head += completions;
        Memory.putIntRelease(cqHead, head);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closeDescriptor();
            sqes.close();
            rings.close();
            arena.close();
        }
    }

    private void closeDescriptor() {
        Kernel.close(state, fd);
    }

    private long cqe(int index) {
        return cqes + (long) (head + index & cqMask) * CQE_BYTES;
    }
}
