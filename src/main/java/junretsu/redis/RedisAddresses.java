package junretsu.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.HostPort;
import redis.clients.jedis.HostAndPort;

/**
 * The servers that may have the event, and which to try next: the one that was said to have it, else all others in turn. In
 * a cluster those learned on the way count too, so that it is enough if any one that was ever known still lives.
 */
public final class RedisAddresses {
    private final List<HostAndPort> known = new ArrayList<>();
    private HostAndPort named;
    private int turn;

    RedisAddresses(List<HostPort> seeds) {
        seeds.forEach(seed -> learn(new HostAndPort(seed.host(), seed.port())));
    }

    int size() {
        return known.size();
    }

    HostAndPort current() {
        return named != null ? named : known.get(turn);
    }

    /** A redirection says that this one has the event's slot. */
    void name(HostAndPort address) {
        learn(address);
        named = address;
    }

    /** The current one failed. */
    void passOn() {
        named = null;
        turn = (turn + 1) % known.size();
    }

    /** @param slots the reply to CLUSTER SLOTS: for each range of slots its first, its last, then [host, port, ...] each */
    void learnAll(Object slots) {
        if (slots instanceof List<?> ranges) {
            for (Object range : ranges) {
                ((List<?>) range).stream().skip(2).forEach(this::learnServer);
            }
        }
    }

    private void learnServer(Object server) {
        if (server instanceof List<?> parts
                && parts.get(0) instanceof byte[] host
                && host.length > 0
                && parts.get(1) instanceof Long port) {
            learn(new HostAndPort(new String(host, StandardCharsets.UTF_8), port.intValue()));
        }
    }

    private void learn(HostAndPort address) {
        if (!known.contains(address)) {
            known.add(address);
        }
    }
}
