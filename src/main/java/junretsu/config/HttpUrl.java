package junretsu.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of an HTTP server as a user types it, with its scheme, as in {@code https://host/path}. */
public final class HttpUrl {
    private static final String ACCEPTED = "an http or https URL such as http://127.0.0.1:8080, ports 1 to 65535";
    private static final Pattern PARTS = Pattern.compile("([a-zA-Z+.-]+://)?([^/?#]*@)?([^/?#]*)(.*)");

    private HttpUrl() {}

    /**
     * Returns the address, which has a scheme, a host and no port out of range.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    public static URI parse(String text) {
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean isPort = url.getPort() == -1 || (url.getPort() >= 1 && url.getPort() <= 65_535);
            if (isHttp && isPort && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(ACCEPTED, e);
        }
        throw new IllegalArgumentException(ACCEPTED);
    }

    /** Returns the typed text, fit to be shown: {@code ***} stands for a user and password. */
    public static String withoutUser(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() ? start(parts) + parts.group(4) : text;
    }

    /** Returns the typed text, fit to be shown where the path is a secret too: {@code ***} stands for both. */
    public static String withoutPath(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() ? start(parts) + (parts.group(4).length() > 1 ? "/***" : parts.group(4)) : text;
    }

    private static String start(Matcher parts) {
        String scheme = parts.group(1) == null ? "" : parts.group(1);
        return scheme + (parts.group(2) == null ? "" : "***@") + parts.group(3);
    }
}
