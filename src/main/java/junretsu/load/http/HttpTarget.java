package junretsu.load.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import junretsu.config.Flag;
import junretsu.config.HttpUrl;
import junretsu.config.StartException;

/**
 * A server that is asked over HTTP without TLS. Immutable.
 *
 * @param url as in {@code http://127.0.0.1:5000}, without a path
 */
public record HttpTarget(URI url) {
    private static final int DEFAULT_PORT = 80;

    /** The flag for the servers to load, of which {@code standard} is meant without any. */
    public static Flag<HttpTarget> flag(String standard) {
        return Flag.repeatable(
                "target",
                "URL",
                "server to load; several share the connections; without any, " + standard,
                HttpTarget::parse);
    }

    /**
     * Returns the server that a text such as {@code http://127.0.0.1:5000} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    public static HttpTarget parse(String text) {
        URI url = HttpUrl.parse(text.replaceAll("/+$", ""));
        boolean isBare = url.getRawPath().isEmpty() && url.getRawQuery() == null && url.getRawUserInfo() == null;
        if (!"http".equals(url.getScheme()) || !isBare) {
            throw new IllegalArgumentException("an http URL without a path, such as http://127.0.0.1:5000");
        }
        return new HttpTarget(url);
    }

    /** The value of the header Host (RFC 9110, 7.2). */
    public String host() {
        return url.getRawAuthority();
    }

    /**
     * The address.
     *
     * @throws StartException when the name has none
     */
    public InetSocketAddress resolve() throws StartException {
        try {
            int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
            return new InetSocketAddress(InetAddress.getByName(url.getHost()), port);
        } catch (UnknownHostException e) {
            throw new StartException("--target: '" + url.getHost() + "' has no address", e);
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
