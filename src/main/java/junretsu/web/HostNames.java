package junretsu.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that a server answers to. A server that only this machine can reach answers to no names but its own, or a
 * page shown by a browser on this machine could read it under a name that points here (DNS rebinding). One that others
 * can reach is open anyway and answers to all names, unless some are configured.
 */
final class HostNames {
    private final boolean isLoopback;
    private final String own;

    /** Those that the user gave. Replaced and read by any thread. */
    private volatile Set<String> given;

    /**
     * @param configured as the user typed the address
     * @param more names that the user gave
     */
    HostNames(InetAddress bound, String configured, List<String> more) {
        isLoopback = bound.isLoopbackAddress();
        own = configured.toLowerCase(Locale.ROOT);
        give(more);
    }

    /** Takes other names that the user gives, in place of those before. */
    void give(List<String> names) {
        given = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** @param header as sent, perhaps with a port; null when there is none, as browsers never do */
    boolean accept(String header) {
        Set<String> names = given;
        if (header == null || (!isLoopback && names.isEmpty())) {
            return true;
        }
        String name = name(header);
        return isAddress(name)
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals(own)
                || names.contains(name);
    }

    /** @param authority a host, perhaps with a port; this server's when the user gave its name */
    boolean isGiven(String authority) {
        return given.contains(name(authority));
    }

    private static String name(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = authority.startsWith("[") || colon < 0 ? authority : authority.substring(0, colon);
        return host.toLowerCase(Locale.ROOT);
    }

    /** Digits and points alone are no name, nor is what stands in brackets. */
    private static boolean isAddress(String host) {
        if (host.startsWith("[")) {
            return true;
        }
        int i = 0;
        while (i < host.length() && (host.charAt(i) == '.' || (host.charAt(i) >= '0' && host.charAt(i) <= '9'))) {
            i++;
        }
        return i == host.length();
    }
}
