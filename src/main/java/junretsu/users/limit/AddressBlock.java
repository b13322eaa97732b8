package junretsu.users.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The part of an address that one person has: all of IPv4, and the first 64 bits of IPv6. */
public final class AddressBlock {
    private static final int IPV6_BYTES = 8;

    /** With a colon, it is looked up nowhere. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    private AddressBlock() {}

    /** The same of an address as text; what is none, and would have to be looked up, stands for itself. */
    public static String of(String address) {
        try {
            return IPV6.matcher(address).matches() ? of(InetAddress.getByName(address)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** The block's name, to be limited by. An IPv4 address in IPv6's form is an IPv4 address. */
    public static String of(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : HexFormat.of().formatHex(address.getAddress(), 0, IPV6_BYTES);
    }
}
