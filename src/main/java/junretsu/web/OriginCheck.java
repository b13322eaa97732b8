package junretsu.web;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Tells the requests that a page from elsewhere makes a browser send (cross-site request forgery) from all others: by
 * {@code Sec-Fetch-Site}, which no page can set (W3C Fetch Metadata), and where a browser does not send that, by {@code
 * Origin} (RFC 6454, section 7). Programs other than browsers send neither and are let through, and so is every request
 * that only looks. Any thread may call.
 */
final class OriginCheck {
    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final HostNames hosts;

    /** @param hosts whose names that the user gave are this server's, too, as behind a proxy that hides them */
    OriginCheck(HostNames hosts) {
        this.hosts = hosts;
    }

    /** Returns true when a request comes from a page of another server. */
    boolean isForeign(String method, HttpFields headers) {
        if (LOOKING.contains(method)) {
            return false;
        }
        String site = headers.get("Sec-Fetch-Site");
        String origin = headers.get(HttpHeader.ORIGIN);
        if (site == null) {
            return origin != null && !isOwn(origin, headers.get(HttpHeader.HOST));
        }
        return !OWN_SITES.contains(site) && (origin == null || !hosts.isGiven(authority(origin)));
    }

    private boolean isOwn(String origin, String host) {
        String authority = authority(origin);
        String port = origin.startsWith("https:") ? ":443" : ":80";
        String own = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return authority.equals(own.endsWith(port) ? own.substring(0, own.length() - port.length()) : own)
                        && !authority.isEmpty()
                || hosts.isGiven(authority);
    }

    /** Host and port of an origin such as {@code https://votes.example.org:8443}; empty for one that is opaque. */
    private static String authority(String origin) {
        int scheme = origin.indexOf("://");
        return scheme < 0 ? "" : origin.substring(scheme + 3).toLowerCase(Locale.ROOT);
    }
}
