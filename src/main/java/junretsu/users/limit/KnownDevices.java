package junretsu.users.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import junretsu.base.Clock;
import junretsu.base.Sha256;

/**
 * Signs the cookie of a browser in which a user has logged in, so that failures elsewhere do not keep that user out
 * there. The cookie is {@code <Unix seconds>.<tag>}, where the tag is HMAC-SHA-256 over time and username; it lets
 * nobody in. Immutable; may be used by any thread.
 */
public final class KnownDevices {
    /** A device is known for so long after a login. */
    public static final long SECONDS_MAX = 180L * 24 * 3_600;

    private static final int COOKIE_MAX = 100;

    private final byte[] key;
    private final Clock clock;

    /** @param key 32 bytes that stay secret and are kept with the accounts */
    public KnownDevices(byte[] key, Clock clock) {
        this.key = key.clone();
        this.clock = clock;
    }

    /** The cookie for a browser in which a user has just logged in; good for 180 days. */
    public String cookie(String username) {
        long seconds = clock.epochMillis() / 1_000;
        return seconds + "." + tag(seconds, username);
    }

    /**
     * Returns whether a cookie is one of this user and not too old.
     *
     * @param cookie null when there is none
     */
    public boolean isKnown(String cookie, String username) {
        int dot = cookie == null || cookie.length() > COOKIE_MAX ? -1 : cookie.indexOf('.');
        if (dot < 1 || dot > 18 || !cookie.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long seconds = Long.parseLong(cookie, 0, dot, 10);
        long age = clock.epochMillis() / 1_000 - seconds;
        byte[] tag = cookie.substring(dot + 1).getBytes(UTF_8);
        return age <= SECONDS_MAX
                && MessageDigest.isEqual(tag, tag(seconds, username).getBytes(UTF_8));
    }

    private String tag(long seconds, String username) {
        byte[] tag = Sha256.hmac(key, (seconds + " " + username).getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }
}
