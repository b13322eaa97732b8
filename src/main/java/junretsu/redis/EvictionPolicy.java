package junretsu.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Warns of a Redis that throws keys away when its memory is full. Redis is asked until it answers
 * once; an error is an answer too. To be used by the thread that uses the link.
 */
public final class EvictionPolicy {
    /** A question that gets no reply is repeated, but not for ever: a proxy may drop it each time. */
    private static final int TRIES_MAX = 3;

    private final RedisLink link;
    private final Consumer<String> warnings;
    private final String kept;
    private final boolean isExpiring;
    private int tries;

    /** @param warnings gets the warning, in one sentence */
    public EvictionPolicy(RedisLink link, Consumer<String> warnings) {
        this(link, warnings, "counts", false);
    }

    /**
     * @param warnings gets the warning, in one sentence
     * @param kept its keys in a word, as in {@code sessions}
     * @param isExpiring whether these have an expiry, so that a policy for such keys is about them
     */
    EvictionPolicy(RedisLink link, Consumer<String> warnings, String kept, boolean isExpiring) {
        this.link = link;
        this.warnings = warnings;
        this.kept = kept;
        this.isExpiring = isExpiring;
    }

    /** Asks, if need be; to be called after something that Redis took. Never fails. */
    public void check() {
        if (tries >= TRIES_MAX) {
            return;
        }
        tries++;
        try {
            Object reply = link.ask(RedisCommand.of("CONFIG", "GET", "maxmemory-policy"));
            tries = TRIES_MAX;
            if (reply instanceof List<?> parts && parts.size() == 2 && parts.get(1) instanceof byte[] text) {
                warn(new String(text, StandardCharsets.UTF_8));
            }
        } catch (RedisException.Rejected e) {
            tries = TRIES_MAX;
        } catch (RedisException e) {
            // The flush before it was applied; the next one shows whether Redis is away.
        }
    }

    private void warn(String policy) {
        if (policy.startsWith("allkeys") || isExpiring && policy.startsWith("volatile")) {
            warnings.accept("Redis at " + link.address() + " has maxmemory-policy " + policy + ", which may throw "
                    + kept + " away when its memory is full; set it to noeviction");
        }
    }
}
