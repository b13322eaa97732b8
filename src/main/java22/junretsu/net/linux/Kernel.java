package junretsu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls, as C has them but for the result: 0 or more, or {@code -errno}. Pointers are plain addresses, since
 * a segment made for each call would be garbage for each call. Linux, 64 bits.
 *
 * <p>Any thread may call; {@code state} is memory of {@link #STATE_BYTES} that no other thread uses meanwhile.
 */
final class Kernel {
    // asm-generic/errno-base.h, asm-generic/errno.h
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EBUSY = 16;
    static final int EINVAL = 22;
    static final int EAFNOSUPPORT = 97;
    static final int ENOBUFS = 105;
    static final int ECONNREFUSED = 111;

    // bits/socket.h
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;

    // asm-generic/socket.h
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_ATTACH_REUSEPORT_CBPF = 51;
    static final int SO_MEMINFO = 55;

    // linux/in.h, linux/in6.h
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;

    // asm-generic/mman.h
    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED_POPULATE = 0x8001;
    static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private static final int TEXT_BYTES_MAX = 256;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    static final long STATE_BYTES = STATE.byteSize();
    static final long STATE_ALIGNMENT = STATE.byteAlignment();

    /**
     * The shape of all calls: arguments stand in registers of 64 bits, and a function takes no notice of those that it
     * has no parameter for (System V ABI for AMD64, 3.2.3; AAPCS64, 6.4). So one shape does for all, and a start binds
     * one instead of eleven, each of which costs it some ten milliseconds.
     */
    private static final FunctionDescriptor SIX =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle SOCKET = call("socket");
    private static final MethodHandle BIND = call("bind");
    private static final MethodHandle CONNECT = call("connect");
    private static final MethodHandle GETSOCKNAME = call("getsockname");
    private static final MethodHandle SETSOCKOPT = call("setsockopt");
    private static final MethodHandle GETSOCKOPT = call("getsockopt");
    private static final MethodHandle CLOSE = call("close");
    private static final MethodHandle RECVMMSG = call("recvmmsg");
    private static final MethodHandle SENDMMSG = call("sendmmsg");
    private static final MethodHandle MMAP = call("mmap");
    private static final MethodHandle MUNMAP = call("munmap");
    private static final MethodHandle STRERROR = call("strerror");

    /** Bound when it is first called: with six arguments behind the number, as io_uring_enter has them. */
    private static final class Syscall {
        static final MethodHandle SYSCALL = LINKER.downcallHandle(
                symbol("syscall"),
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    private Kernel() {}

    static int socket(MemorySegment state, int family, int type) {
        try {
            return result(state, (int) (long) SOCKET.invokeExact(state, (long) family, (long) type, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int bind(MemorySegment state, int fd, long address, int length) {
        try {
            return result(state, (int) (long) BIND.invokeExact(state, (long) fd, address, (long) length, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int connect(MemorySegment state, int fd, long address, int length) {
        try {
            return result(
                    state, (int) (long) CONNECT.invokeExact(state, (long) fd, address, (long) length, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockname(MemorySegment state, int fd, long address, long length) {
        try {
            return result(state, (int) (long) GETSOCKNAME.invokeExact(state, (long) fd, address, length, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int setsockopt(MemorySegment state, int fd, int level, int option, long value, int length) {
        try {
            return result(state, (int) (long)
                    SETSOCKOPT.invokeExact(state, (long) fd, (long) level, (long) option, value, (long) length, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockopt(MemorySegment state, int fd, int level, int option, long value, long length) {
        try {
            return result(state, (int)
                    (long) GETSOCKOPT.invokeExact(state, (long) fd, (long) level, (long) option, value, length, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int close(MemorySegment state, int fd) {
        try {
            return result(state, (int) (long) CLOSE.invokeExact(state, (long) fd, 0L, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return how many of the messages were filled */
    static int recvmmsg(MemorySegment state, int fd, long messages, int count, int flags) {
        try {
            return result(state, (int)
                    (long) RECVMMSG.invokeExact(state, (long) fd, messages, (long) count, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return how many of the messages were sent */
    static int sendmmsg(MemorySegment state, int fd, long messages, int count, int flags) {
        try {
            return result(state, (int)
                    (long) SENDMMSG.invokeExact(state, (long) fd, messages, (long) count, (long) flags, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Maps memory for reading and writing.
     *
     * @param fd -1 for memory without a file
     * @return where it is mapped, or -errno
     */
    static long mmap(MemorySegment state, long length, int flags, int fd, long offset) {
        try {
            long address =
                    (long) MMAP.invokeExact(state, 0L, length, (long) PROT_READ_WRITE, (long) flags, (long) fd, offset);
            return address == -1 ? -errno(state) : address;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int munmap(MemorySegment state, long address, long length) {
        try {
            return result(state, (int) (long) MUNMAP.invokeExact(state, address, length, 0L, 0L, 0L, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A call for which C has no function. Trailing arguments that it does not have are 0. */
    static int syscall(MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
        try {
            return result(state, (int) (long) Syscall.SYSCALL.invokeExact(state, number, a, b, c, d, e, f));
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** The C library's text of an error, as in {@code Operation not permitted}. */
    static String describe(int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long text = (long) STRERROR.invokeExact(state, (long) errno, 0L, 0L, 0L, 0L, 0L);
            return MemorySegment.ofAddress(text).reinterpret(TEXT_BYTES_MAX).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static int result(MemorySegment state, int result) {
        return result >= 0 ? result : -errno(state);
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static MethodHandle call(String name) {
        return LINKER.downcallHandle(symbol(name), SIX, Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    }

    private static AssertionError broken(Throwable e) {
        return new AssertionError("a downcall throws nothing", e);
    }
}
