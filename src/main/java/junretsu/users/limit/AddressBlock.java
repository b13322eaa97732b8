package junretsu.users.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** The part of an address that one person has: all of IPv4, and the first 64 bits of IPv6. */
public final class AddressBlock {
    private static final int IPV6_BYTES = 8;

    private AddressBlock() {}

    /** The block's name, to be limited by. An IPv4 address in IPv6's form is an IPv4 address. */
    public static String of(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : HexFormat.of().formatHex(address.getAddress(), 0, IPV6_BYTES);
    }
}
