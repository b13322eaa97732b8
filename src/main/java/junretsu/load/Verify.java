package junretsu.load;

import java.net.URI;
import junretsu.config.Flag;
import junretsu.config.HttpUrl;
import junretsu.config.Settings;

/**
 * The user's wish to have a load compared with a server's counts. Immutable.
 *
 * @param isAsked whether there is anything to compare
 * @param server whose counts are read; null for the one that the target tells
 */
public record Verify(boolean isAsked, URI server) {
    private static final Verify OFF = new Verify(false, null);

    /**
     * The flag, with or without a server behind it.
     *
     * @param help what is compared with what
     */
    public static Flag<Verify> flag(String help) {
        return Flag.of("verify", "[URL]", null, help, Verify::parse).shownAs(HttpUrl::withoutUser);
    }

    /** The wish that the user set, or none. */
    public static Verify from(Settings settings, Flag<Verify> flag) {
        return settings.isSet(flag) ? settings.get(flag) : OFF;
    }

    /**
     * The server to read from; null when nothing is to be compared.
     *
     * @param host of the target
     * @param port on which such a server answers HTTP by default
     */
    public URI serverOr(String host, int port) {
        if (!isAsked || server != null) {
            return server;
        }
        return URI.create(
                "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port);
    }

    private static Verify parse(String text) {
        return switch (text) {
            case Flag.ALONE -> new Verify(true, null);
            case "false" -> OFF;
            default -> new Verify(true, HttpUrl.parse(text));
        };
    }
}
