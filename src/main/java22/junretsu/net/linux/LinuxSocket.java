package junretsu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import junretsu.base.Opened;

/**
 * A UDP socket. Its methods may be called by any thread; once it is closed they fail with "Bad file descriptor", also
 * when the kernel has given the descriptor's number to something else. A sender or receiver on the descriptor has a
 * thread and memory of its own, and ends before the socket is closed.
 */
final class LinuxSocket implements Closeable {
    private static final int MEMINFO_WORDS = 9;
    private static final int MEMINFO_DROPS = 8;

    // linux/filter.h: A = the CPU's number; A %= receivers; return A
    private static final short BPF_LD_W_ABS = 0x20;
    private static final int SKF_AD_CPU = -0x1000 + 36;
    private static final short BPF_ALU_MOD_K = 0x94;
    private static final short BPF_RET_A = 0x16;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final byte[] MAPPED_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};

    private static final int NO_FD = -1;

    private final int family;
    private int fd;

    private LinuxSocket(int fd, int family) {
        this.fd = fd;
        this.family = family;
    }

    /**
     * For the wildcard address a socket for IPv6 and IPv4 where the machine has both, else for the address's own
     * family.
     */
    static LinuxSocket open(InetAddress address) throws IOException {
        try (Arena arena = Arena.ofConfined();
                Opened opened = new Opened()) {
            MemorySegment state = state(arena);
            int type = Kernel.SOCK_DGRAM | Kernel.SOCK_CLOEXEC;
            boolean wantsIpv6 = address.isAnyLocalAddress() || address.getAddress().length > 4;
            int family = wantsIpv6 ? Kernel.AF_INET6 : Kernel.AF_INET;
            int fd = Kernel.socket(state, family, type);
            if (fd == -Kernel.EAFNOSUPPORT && address.isAnyLocalAddress()) {
                family = Kernel.AF_INET;
                fd = Kernel.socket(state, family, type);
            }
            LinuxSocket socket = opened.add(new LinuxSocket(checked("socket", fd), family));
            if (address.isAnyLocalAddress() && family == Kernel.AF_INET6) {
                socket.set(Kernel.IPPROTO_IPV6, Kernel.IPV6_V6ONLY, 0);
            }
            opened.keep();
            return socket;
        }
    }

    synchronized int fd() {
        return fd;
    }

    /** @throws BindException when the address is in use or not one of this machine's */
    synchronized void bind(InetSocketAddress address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SocketAddress.BYTES_MAX, 8);
            int length = SocketAddress.write(address, family, name);
            int result = Kernel.bind(state(arena), fd, name.address(), length);
            if (result < 0) {
                throw new BindException(Kernel.describe(-result));
            }
        }
    }

    synchronized void connect(InetSocketAddress target) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SocketAddress.BYTES_MAX, 8);
            int length = SocketAddress.write(target, family, name);
            checked("connect", Kernel.connect(state(arena), fd, name.address(), length));
        }
    }

    /**
     * Connects a bound socket to itself: what others send goes to the sockets that share its address then, while its
     * queue stays as it is (reuseport_select_sock_by_hash in net/core/sock_reuseport.c leaves out connected ones).
     */
    void connectToItself() throws IOException {
        InetSocketAddress own = localAddress();
        InetAddress host = own.getAddress();
        if (host.isAnyLocalAddress()) {
            host = family == Kernel.AF_INET
                    ? InetAddress.getByAddress(LOOPBACK)
                    : Inet6Address.getByAddress(null, MAPPED_LOOPBACK, 0);
        }
        connect(new InetSocketAddress(host, own.getPort()));
    }

    synchronized InetSocketAddress localAddress() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SocketAddress.BYTES_MAX, 8);
            MemorySegment length = arena.allocateFrom(JAVA_INT, SocketAddress.BYTES_MAX);
            checked("getsockname", Kernel.getsockname(state(arena), fd, name.address(), length.address()));
            return SocketAddress.read(name);
        }
    }

    void set(int level, int option, int value) throws IOException {
        checked("setsockopt", trySet(level, option, value));
    }

    /** @return 0, or -errno where the kernel does not know or allow it */
    synchronized int trySet(int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment word = arena.allocateFrom(JAVA_INT, value);
            return Kernel.setsockopt(state(arena), fd, level, option, word.address(), Integer.BYTES);
        }
    }

    /** Asks for a receive buffer, past the system's limit where the process may. */
    void askReceiveBuffer(int bytes) throws IOException {
        set(Kernel.SOL_SOCKET, Kernel.SO_RCVBUF, bytes);
        if (receiveBuffer() < bytes) {
            trySet(Kernel.SOL_SOCKET, Kernel.SO_RCVBUFFORCE, bytes);
        }
    }

    /** The receive buffer as granted, in bytes, without the kernel's doubling. */
    int receiveBuffer() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return words(arena, Kernel.SO_RCVBUF, 1).get(JAVA_INT, 0) / 2;
        }
    }

    /**
     * Packets that the kernel dropped on this socket since it was opened, exactly, in 32 bits (socket(7),
     * sock_diag(7)).
     */
    long drops() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = words(arena, Kernel.SO_MEMINFO, MEMINFO_WORDS);
            return Integer.toUnsignedLong(words.getAtIndex(JAVA_INT, MEMINFO_DROPS));
        }
    }

    /**
     * Spreads packets over the sockets that share this one's address by the CPU that they arrive on, instead of by
     * flow.
     *
     * @param receivers how many there are
     */
    synchronized void steerByCpu(int receivers) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(3 * 8, 8);
            instruction(program, 0, BPF_LD_W_ABS, SKF_AD_CPU);
            instruction(program, 1, BPF_ALU_MOD_K, receivers);
            instruction(program, 2, BPF_RET_A, 0);
            MemorySegment header = arena.allocate(16, 8);
            Memory.putShort(header.address(), 3);
            Memory.putLong(header.address() + 8, program.address());
            int option = Kernel.SO_ATTACH_REUSEPORT_CBPF;
            checked(
                    "setsockopt SO_ATTACH_REUSEPORT_CBPF",
                    Kernel.setsockopt(state(arena), fd, Kernel.SOL_SOCKET, option, header.address(), 16));
        }
    }

    @Override
    public synchronized void close() {
        if (fd != NO_FD) {
            try (Arena arena = Arena.ofConfined()) {
                Kernel.close(state(arena), fd);
            }
            fd = NO_FD;
        }
    }

    static MemorySegment state(Arena arena) {
        return arena.allocate(Kernel.STATE_BYTES, Kernel.STATE_ALIGNMENT);
    }

    static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": " + Kernel.describe(-result));
        }
        return result;
    }

    /** struct sock_filter: code u16, jump true u8, jump false u8, k u32. */
    private static void instruction(MemorySegment program, int index, short code, int k) {
        long at = program.address() + 8L * index;
        Memory.putShort(at, code);
        Memory.putInt(at + 4, k);
    }

    private synchronized MemorySegment words(Arena arena, int option, int count) throws IOException {
        MemorySegment words = arena.allocate(JAVA_INT, count);
        MemorySegment length = arena.allocateFrom(JAVA_INT, count * Integer.BYTES);
        int result = Kernel.getsockopt(state(arena), fd, Kernel.SOL_SOCKET, option, words.address(), length.address());
        checked("getsockopt", result);
        return words;
    }
}
