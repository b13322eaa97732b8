package junretsu.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisLink;

/**
 * Searches Redis for the hashes of all nodes of an event, when {@code nodes} may have lost some. A Redis may hold many
 * millions of other keys, so a search extends over as many flushes as it takes.
 */
final class NodeScan {
    private static final String KEYS_PER_CALL = "1000";
    private static final String START = "0";

    private final String prefix;
    private final String pattern;
    private final Set<String> found = new LinkedHashSet<>();
    private String cursor = START;
    private long connection;

    NodeScan(RedisKeys keys) {
        this.prefix = keys.nodePrefix();
        this.pattern = keys.nodePattern();
    }

    /**
     * Continues the search for as long as the flush has time to spare; on another connection it starts anew, since its
     * cursor means nothing there.
     *
     * @return the IDs of all nodes that have a hash, and the next search starts anew; null when it is not at its end
     *     yet
     * @throws junretsu.redis.RedisException as {@link RedisLink#ask} says
     * @throws ClassCastException when the reply is none to SCAN
     */
    Set<String> proceed(RedisLink link) {
        if (link.connections() != connection) {
            finish();
            connection = link.connections();
        }
        do {
            List<?> reply =
                    (List<?>) link.ask(RedisCommand.of("SCAN", cursor, "MATCH", pattern, "COUNT", KEYS_PER_CALL));
            cursor = text(reply.get(0));
            for (Object key : (List<?>) reply.get(1)) {
                found.add(text(key).substring(prefix.length()));
            }
        } while (!cursor.equals(START) && link.hasTimeToSpare());
        return cursor.equals(START) ? finish() : null;
    }

    private Set<String> finish() {
        Set<String> all = Set.copyOf(found);
        found.clear();
        cursor = START;
        return all;
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
