package junretsu.redis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import junretsu.config.HostPort;

/**
 * The servers that may have the keys, in the order to be tried: the one that a redirection named, else all others in
 * turn. In a cluster these are the seeds and those that the cluster named last, so that it is enough if any one of them
 * still lives, and an address that has gone is forgotten.
 */
final class RedisAddresses {
    private static final int PORT_MAX = 65_535;

    private final List<HostPort> seeds;
    private List<HostPort> known;
    private HostPort named;
    private int turn;

    RedisAddresses(List<HostPort> seeds) {
        this.seeds = List.copyOf(seeds);
        this.known = this.seeds;
    }

    int size() {
        return known.size();
    }

    HostPort current() {
        return named != null ? named : known.get(turn % known.size());
    }

    /**
     * Notes the server that a redirection names as the slot's owner.
     *
     * @param host empty for the host that sent the redirection
     * @return false when it is no address
     */
    boolean name(String host, int port) {
        if (port < 1 || port > PORT_MAX) {
            return false;
        }
        named = new HostPort(host.isEmpty() ? current().host() : host, port);
        return true;
    }

    /** Moves to the next address, since the current one failed. */
    void passOn() {
        named = null;
        turn = (turn + 1) % known.size();
    }

    /**
     * @param slots the reply to CLUSTER SLOTS: for each range of slots its first, its last, then [host, port, ...] each
     */
    void learnAll(Object slots) {
        Set<HostPort> all = new LinkedHashSet<>(seeds);
        if (slots instanceof List<?> ranges) {
            for (Object range : ranges) {
                if (range instanceof List<?> parts) {
                    parts.stream().skip(2).forEach(server -> learn(server, all));
                }
            }
        }
        known = List.copyOf(all);
    }

    private static void learn(Object server, Set<HostPort> all) {
        if (server instanceof List<?> parts
                && parts.size() >= 2
                && parts.get(0) instanceof byte[] host
                && host.length > 0
                && parts.get(1) instanceof Long port
                && port >= 1
                && port <= PORT_MAX) {
            all.add(new HostPort(new String(host, StandardCharsets.UTF_8), port.intValue()));
        }
    }
}
