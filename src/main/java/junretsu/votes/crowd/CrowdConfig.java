package junretsu.votes.crowd;

import java.net.URI;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.HttpUrl;
import junretsu.config.Settings;
import junretsu.config.Share;
import junretsu.config.Units;
import junretsu.config.UsageException;
import junretsu.web.HttpConfig;

/**
 * The settings of votes from browsers.
 *
 * @param connections at a time; 0 when no votes are taken from browsers
 * @param votesPerSecond that each client may send for long
 * @param share of the connections that one address may have
 * @param users server at which voters log in; null when anybody may vote
 */
public record CrowdConfig(int connections, int votesPerSecond, Share share, URI users) {
    private static final int CONNECTIONS = 10_000;
    private static final int CONNECTIONS_MAX = 100_000;
    private static final int RATE_MAX = 10_000;
    private static final int AUTO = -1;
    private static final int BURST_MIN = 10;

    static final Flag<Integer> CROWD = Flag.of(
            "crowd",
            "N|auto|off",
            "auto",
            "connections of browsers that vote; auto is 10000 where --http is a loopback address, else off",
            CrowdConfig::parseConnections);
    static final Flag<Integer> RATE = Flag.of(
            "crowd-rate",
            "N/s",
            "20/s",
            "votes a second that each of them may send, with bursts of two seconds' worth, at least 10",
            CrowdConfig::parseRate);
    static final Flag<Share> SHARE = Flag.of(
            "crowd-share",
            "SHARE",
            "80%",
            "of these connections, for one address, as a hall's router is; loopback addresses have no limit",
            CrowdConfig::parseShare);

    static final Flag<URI> USERS = Flag.of(
            "users",
            "URL",
            null,
            "users server at which they log in first, such as http://127.0.0.1:7081; --crowd-rate is an account's then",
            CrowdConfig::parseUsers);

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = List.of(CROWD, RATE, SHARE, USERS);

    /**
     * @param http where browsers come; null for nowhere
     * @throws UsageException when a value is not accepted, or has no effect
     */
    public static CrowdConfig from(Settings settings, HttpConfig http) {
        int asked = settings.get(CROWD);
        if (asked > 0 && http == null) {
            throw new UsageException(
                    "--crowd takes votes over HTTP, and --http is off; give an address or --crowd off");
        }
        int connections = asked == AUTO ? (http != null && http.address().isLoopback() ? CONNECTIONS : 0) : asked;
        if (connections == 0) {
            settings.requireUnset(List.of(RATE, SHARE, USERS), "is about votes from browsers; give --crowd N too");
        }
        return new CrowdConfig(connections, settings.get(RATE), settings.get(SHARE), settings.get(USERS));
    }

    /** Returns true when votes are taken from browsers. */
    public boolean isOn() {
        return connections > 0;
    }

    /** Votes that a client may send at once after a pause. */
    private int burst() {
        return Math.max(BURST_MIN, 2 * votesPerSecond);
    }

    /** These settings with other limits, and as many connections and the users server as before. */
    CrowdConfig limitedAs(CrowdConfig next) {
        return new CrowdConfig(connections, next.votesPerSecond, next.share, users);
    }

    /** These settings for another number of connections. */
    CrowdConfig of(int other) {
        return new CrowdConfig(other, votesPerSecond, share, users);
    }

    /** Votes that a client may send at once when it is new: a new name is worth little to one who is over the rate. */
    int burstOfNew() {
        return Math.max(BURST_MIN, votesPerSecond / 2);
    }

    /** Connections of one address at most, but of this machine's. */
    int connectionsOfAddress() {
        return Math.max(1, (int) share.ceilOf(connections));
    }

    /** Of a client, or of an account. */
    CrowdRate rate() {
        return new CrowdRate(votesPerSecond, burst());
    }

    /** Of all clients of a network: of as many as it may have connections. */
    CrowdRate rateOfNetwork() {
        double clients = connectionsOfAddress();
        return new CrowdRate(clients * votesPerSecond, clients * burst());
    }

    private static int parseConnections(String text) {
        if (text.equals("auto")) {
            return AUTO;
        }
        if (text.equals("off")) {
            return 0;
        }
        try {
            return (int) Math.min(CONNECTIONS_MAX + 1L, Units.count(text)) > CONNECTIONS_MAX
                    ? Units.integer("", 1, CONNECTIONS_MAX)
                    : (int) Units.count(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("auto, off, or a whole number from 1 to " + CONNECTIONS_MAX, e);
        }
    }

    private static int parseRate(String text) {
        try {
            return Units.integer(text.endsWith("/s") ? text.substring(0, text.length() - 2) : text, 1, RATE_MAX);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("votes a second from 1/s to " + RATE_MAX + "/s, such as 20/s", e);
        }
    }

    private static URI parseUsers(String text) {
        URI url = HttpUrl.parse(text);
        if (!url.getScheme().equals("http") || url.getRawQuery() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an http URL without a user and '?', such as http://127.0.0.1:7081");
        }
        return url;
    }

    private static Share parseShare(String text) {
        Share share = Share.parse(text);
        if (share.numerator() == 0) {
            throw new IllegalArgumentException("a share of more than 0%, such as 80%");
        }
        return share;
    }
}
