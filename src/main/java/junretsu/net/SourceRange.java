package junretsu.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The IPv4 addresses of a network, from which a crowd seems to send: {@code 10.9.0.0/16} has 65,536.
 *
 * @param base the lowest address, as a number
 * @param bits that vary, 0 to 24
 */
public record SourceRange(int base, int bits) {
    private static final int BITS_MAX = 24;

    /** @throws IllegalArgumentException whose message says what is accepted */
    public static SourceRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            String host = slash < 0 ? text : text.substring(0, slash);
            int bits = slash < 0 ? 0 : Integer.SIZE - Integer.parseInt(text.substring(slash + 1));
            if (host.matches("\\d+(\\.\\d+){3}") && bits >= 0 && bits <= BITS_MAX) {
                int base = 0;
                for (byte part : InetAddress.getByName(host).getAddress()) {
                    base = base << Byte.SIZE | part & 0xFF;
                }
                return new SourceRange(base >>> bits << bits, bits);
            }
        } catch (NumberFormatException | UnknownHostException e) {
            throw new IllegalArgumentException(accepted(), e);
        }
        throw new IllegalArgumentException(accepted());
    }

    private static String accepted() {
        return "an IPv4 network of at most 2^" + BITS_MAX + " addresses, such as 10.9.0.0/16";
    }
}
