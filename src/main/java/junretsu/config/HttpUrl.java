package junretsu.config;

import java.net.URI;
import java.net.URISyntaxException;

/** The address of an HTTP server as a user types it, with its scheme: {@code http://127.0.0.1:8080}, {@code https://host/path}. */
public final class HttpUrl {
    private static final String ACCEPTED = "an http or https URL such as http://127.0.0.1:8080";

    private HttpUrl() {}

    /**
     * Returns the address, which has a scheme and a host.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    public static URI parse(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(ACCEPTED, e);
        }
        throw new IllegalArgumentException(ACCEPTED);
    }
}
