package junretsu.net.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An address as the kernel has it. Ports and addresses in network byte order, the rest in native order:
 *
 * <pre>
 *   struct sockaddr_in    netinet/in.h    struct sockaddr_in6
 *     0  family  u16                        0  family    u16
 *     2  port    u16                        2  port      u16
 *     4  address 4 bytes                    4  flow info u32
 *     8  zero    8 bytes                    8  address   16 bytes
 *    16                                    24  scope ID  u32
 *                                          28
 * </pre>
 */
final class SocketAddress {
    static final int BYTES_MAX = 28;

    private static final int BYTES_IPV4 = 16;

    private SocketAddress() {}

    /** @return how many bytes were written */
    static int write(InetSocketAddress address, int family, MemorySegment into) {
        ByteBuffer bytes = into.fill((byte) 0).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
        into.set(ValueLayout.JAVA_SHORT, 0, (short) family);
        bytes.putShort(2, (short) address.getPort());
        byte[] raw = address.getAddress().getAddress();
        if (family == Kernel.AF_INET) {
            bytes.put(4, raw);
            return BYTES_IPV4;
        }
        if (!address.getAddress().isAnyLocalAddress()) {
            bytes.put(8, raw);
        }
        if (address.getAddress() instanceof Inet6Address ipv6) {
            into.set(ValueLayout.JAVA_INT, 24, ipv6.getScopeId());
        }
        return BYTES_MAX;
    }

    static InetSocketAddress read(MemorySegment from) {
        ByteBuffer bytes = from.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
        boolean isIpv4 = from.get(ValueLayout.JAVA_SHORT, 0) == Kernel.AF_INET;
        byte[] raw = new byte[isIpv4 ? 4 : 16];
        bytes.get(isIpv4 ? 4 : 8, raw);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(raw), bytes.getShort(2) & 0xFFFF);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of 4 or 16 bytes is one", e);
        }
    }
}
