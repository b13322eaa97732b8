package junretsu.votes.serve;

import java.net.InetAddress;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.config.Flag;
import junretsu.config.HttpUrl;
import junretsu.config.Settings;
import junretsu.net.OwnAddress;
import junretsu.web.HttpConfig;
import junretsu.web.Request;

/**
 * The address of the crowd's page, as its QR code has it. Methods may be called by any thread.
 *
 * @param given of the server as phones reach it; null to take it from the request
 * @param isEverywhere whether the server listens at every address of this machine
 * @param isLoopback whether it listens where only this machine reaches it
 * @param network this machine's address in the network that leads elsewhere; null for none
 */
record PhoneAddress(URI given, boolean isEverywhere, boolean isLoopback, Supplier<InetAddress> network) {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|.*\\.localhost|127(?:\\.\\d+){3}|\\[::1])(:\\d+)?");
    private static final String PAGE = "/vote";

    static final Flag<URI> PUBLIC_URL = Flag.of(
            "public-url",
            "URL",
            null,
            "the server as phones reach it, for the QR code of /vote, as in https://votes.example.org;"
                    + " without it, the address under which the code is asked for",
            PhoneAddress::parse);

    /** @param http where the server listens; null for nowhere */
    static PhoneAddress from(Settings settings, HttpConfig http) {
        boolean isEverywhere = http != null && http.address().host().equals("*");
        boolean isLoopback = http != null && http.address().isLoopback();
        return new PhoneAddress(settings.get(PUBLIC_URL), isEverywhere, isLoopback, OwnAddress::inNetwork);
    }

    /** Returns true when no phone can come here, as far as the settings tell: nothing is said to lead here. */
    boolean isOutOfReach() {
        return given == null && isLoopback;
    }

    private static URI parse(String text) {
        URI url = HttpUrl.parse(text);
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a URL without a user, '?' and '#', such as https://votes.example.org");
        }
        return url;
    }

    /** The page's address for whoever sent this. */
    String page(Request request) {
        return page(request.header("Host"), request.isSecure());
    }

    /**
     * The page's address for whoever asks under this name. A phone cannot follow this machine's own name for itself,
     * so the machine's address in the network stands in for it where the server listens there.
     *
     * @param host header of the request, with the port; null when there is none
     */
    String page(String host, boolean isSecure) {
        if (given != null) {
            String base = given.toString().replaceFirst("/+$", "");
            return base.endsWith(PAGE) ? base : base + PAGE;
        }
        return (isSecure ? "https://" : "http://") + reachable(host == null ? "localhost" : host) + PAGE;
    }

    private String reachable(String host) {
        Matcher loopback = LOOPBACK.matcher(host);
        InetAddress own = isEverywhere && loopback.matches() ? network.get() : null;
        if (own == null) {
            return host;
        }
        return own.getHostAddress() + (loopback.group(1) == null ? "" : loopback.group(1));
    }
}
