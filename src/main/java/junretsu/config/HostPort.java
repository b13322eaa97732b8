package junretsu.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An address as a user types it: {@code 127.0.0.1:9999}, {@code [::1]:9999}, {@code host:9999}, {@code :9999} or
 * {@code *:9999} for every address of the machine.
 *
 * @param host without brackets; {@code *} for every address
 * @param port 0 to 65,535; 0 lets the kernel choose where a socket is bound
 */
public record HostPort(String host, int port) {
    private static final String ACCEPTED = "HOST:PORT such as 127.0.0.1:9999, [::1]:9999 or *:9999, ports 0 to 65535";

    /** @throws IllegalArgumentException whose message says what is accepted */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || (host.indexOf(':') >= 0 && !bracketed)) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return new HostPort(bare.isEmpty() ? "*" : bare, parsePort(text.substring(colon + 1)));
    }

    /** @throws UnknownHostException when the name has no address */
    public InetSocketAddress resolve() throws UnknownHostException {
        return host.equals("*")
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** Returns true when only this machine itself reaches the address; false for a name without one, too. */
    public boolean isLoopback() {
        try {
            return resolve().getAddress().isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Writes an address as {@link #parse} reads it.
     *
     * @throws NullPointerException when the address is unresolved
     */
    public static String format(InetSocketAddress address) {
        if (address.getAddress().isAnyLocalAddress()) {
            return "*:" + address.getPort();
        }
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int parsePort(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(ACCEPTED, e);
        }
        throw new IllegalArgumentException(ACCEPTED);
    }
}
