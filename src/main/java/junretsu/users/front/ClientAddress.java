package junretsu.users.front;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import junretsu.web.Request;

/**
 * The address of a request's sender: the other end of the connection, or the last one that a trusted proxy names in
 * {@code X-Forwarded-For}, in the last header of that name; those in front of that are the sender's own claim. Any
 * thread may call.
 */
final class ClientAddress {
    /** Digits with points, or hexadecimal digits with colons: nothing that is the name of a host. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final Set<InetAddress> proxies;

    ClientAddress(List<InetAddress> proxies) {
        this.proxies = Set.copyOf(proxies);
    }

    /** The address without a port. */
    String of(Request request) {
        InetAddress peer = request.remoteAddress();
        String forwarded = request.lastHeader("X-Forwarded-For");
        return forwarded == null || !proxies.contains(peer)
                ? text(peer)
                : named(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip(), peer);
    }

    private static String named(String address, InetAddress peer) {
        return ADDRESS.matcher(address).matches() ? address : text(peer);
    }

    private static String text(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }

    /** @throws IllegalArgumentException when the text is no address, saying what is accepted */
    static InetAddress parse(String text) {
        try {
            if (ADDRESS.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // Said below.
        }
        throw new IllegalArgumentException("an IP address, such as 10.0.0.7 or ::1");
    }
}
