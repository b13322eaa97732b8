package junretsu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
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

    // linux/udp.h, linux/in.h, linux/in6.h
    static final int IPPROTO_UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int UDP_GRO = 104;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;

    // asm-generic/mman.h
    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED_POPULATE = 0x8001;
    static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
    static final long STATE_BYTES = STATE.byteSize();
    static final long STATE_ALIGNMENT = STATE.byteAlignment();

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CONNECT = call("connect", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = call("getsockname", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            call("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVMMSG =
            call("recvmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SENDMMSG = call("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle MMAP =
            call("mmap", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = call("munmap", JAVA_INT, JAVA_LONG, JAVA_LONG);

    /** With six arguments behind the number, as io_uring_enter has them. */
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            symbol("syscall"),
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));

    private static final MethodHandle STRERROR =
            LINKER.downcallHandle(symbol("strerror"), FunctionDescriptor.of(pointerToText(), JAVA_INT));

    private Kernel() {}

    static int socket(MemorySegment state, int family, int type) {
        try {
            return result(state, (int) SOCKET.invokeExact(state, family, type, 0));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int bind(MemorySegment state, int fd, long address, int length) {
        try {
            return result(state, (int) BIND.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int connect(MemorySegment state, int fd, long address, int length) {
        try {
            return result(state, (int) CONNECT.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockname(MemorySegment state, int fd, long address, long length) {
        try {
            return result(state, (int) GETSOCKNAME.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int setsockopt(MemorySegment state, int fd, int level, int option, long value, int length) {
        try {
            return result(state, (int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockopt(MemorySegment state, int fd, int level, int option, long value, long length) {
        try {
            return result(state, (int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int close(MemorySegment state, int fd) {
        try {
            return result(state, (int) CLOSE.invokeExact(state, fd));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return how many of the messages were filled */
    static int recvmmsg(MemorySegment state, int fd, long messages, int count, int flags) {
        try {
            return result(state, (int) RECVMMSG.invokeExact(state, fd, messages, count, flags, 0L));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** @return how many of the messages were sent */
    static int sendmmsg(MemorySegment state, int fd, long messages, int count, int flags) {
        try {
            return result(state, (int) SENDMMSG.invokeExact(state, fd, messages, count, flags));
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
            long address = (long) MMAP.invokeExact(state, 0L, length, PROT_READ_WRITE, flags, fd, offset);
            return address == -1 ? -errno(state) : address;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int munmap(MemorySegment state, long address, long length) {
        try {
            return result(state, (int) MUNMAP.invokeExact(state, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A call for which C has no function. Trailing arguments that it does not have are 0. */
    static int syscall(MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
        try {
            return result(state, (int) (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f));
        } catch (Throwable thrown) {
            throw broken(thrown);
        }
    }

    /** The C library's text of an error, as in {@code Operation not permitted}. */
    static String describe(int errno) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(errno)).getString(0);
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

    private static MethodHandle call(String name, ValueLayout result, ValueLayout... arguments) {
        return LINKER.downcallHandle(
                symbol(name), FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    }

    private static AddressLayout pointerToText() {
        return ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(256, ValueLayout.JAVA_BYTE));
    }

    private static AssertionError broken(Throwable e) {
        return new AssertionError("a downcall throws nothing", e);
    }
}
