package junretsu.items.share;

import java.nio.charset.StandardCharsets;
import junretsu.items.log.Tenant;
import junretsu.store.EventName;

/**
 * The names of an event's keys.
 *
 * <pre>
 *   junretsu:{items:EVENT}:event               hash        what all nodes agree on, see items-join.lua
 *   junretsu:{items:EVENT}:generations         hash        tenant → generation, see items-erase.lua
 *   junretsu:{items:EVENT}:erasures            sorted set  tenants by the number of their last erasure
 *   junretsu:{items:EVENT:SHARD}:cursors       hash        node and run → last log frame shipped, see items-advance.lua
 *   junretsu:{items:EVENT:SHARD}:sets          hash        set → losses noticed
 *   junretsu:{items:EVENT:SHARD}:set:GENERATION:TENANT             set of 16-byte fingerprints
 *   junretsu:{items:EVENT:SHARD}:set:GENERATION:TENANT:WINDOW_MS   the same of one window
 * </pre>
 *
 * What stands in braces makes a cluster put all keys of a shard into one slot. In a tenant's name all bytes but those
 * that RFC 3986 calls unreserved are written as {@code %41}, so no name reads as anything else. Immutable.
 */
final class ShareKeys {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final String prefix;

    private ShareKeys(String prefix) {
        this.prefix = prefix;
    }

    /** @throws IllegalArgumentException when the event's name is not one */
    static ShareKeys ofEvent(String event) {
        return new ShareKeys("junretsu:{items:" + EventName.parse(event) + "}:");
    }

    /** @throws IllegalArgumentException when the event's name is not one */
    static ShareKeys ofShard(String event, int shard) {
        return new ShareKeys("junretsu:{items:" + EventName.parse(event) + ":" + shard + "}:");
    }

    byte[] event() {
        return key("event");
    }

    byte[] generations() {
        return key("generations");
    }

    byte[] erasures() {
        return key("erasures");
    }

    byte[] cursors() {
        return key("cursors");
    }

    byte[] sets() {
        return key("sets");
    }

    /** @param field as {@link #field} returns it */
    byte[] set(String field) {
        return key("set:" + field);
    }

    /** The part of a set's key behind {@code set:}, which is also its field in {@link #sets}. */
    static String field(Tenant tenant) {
        return field(tenant.generation(), tenant.name(), tenant.windowMs());
    }

    /** @param windowMs {@link Tenant#TOTAL} for the set over all time */
    static String field(long generation, String name, long windowMs) {
        StringBuilder field = new StringBuilder(name.length() + 16);
        field.append(generation).append(':');
        escape(name, field);
        if (windowMs != Tenant.TOTAL) {
            field.append(':').append(windowMs);
        }
        return field.toString();
    }

    private byte[] key(String rest) {
        return (prefix + rest).getBytes(StandardCharsets.US_ASCII);
    }

    private static void escape(String name, StringBuilder to) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isUnreserved =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~".indexOf(b) >= 0;
            if (isUnreserved) {
                to.append((char) b);
            } else {
                to.append('%').append((char) HEX[b >> 4 & 15]).append((char) HEX[b & 15]);
            }
        }
    }
}
