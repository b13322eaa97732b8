package junretsu.items.set;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The key of one tenant, under which its items become fingerprints: SipHash-2-4-128, under the master key, of
 *
 * <pre>
 *  0            8           16
 *  +------------+-----------+-------------------+
 *  | generation |  windowMs |  name, UTF-8      |
 *  +------------+-----------+-------------------+      little endian
 * </pre>
 *
 * So an item's fingerprint is the same on all nodes that have the same master key, and nobody without that key can
 * choose IDs whose fingerprints collide or crowd together. Immutable; any number of threads may use one.
 */
public final class TenantKey {
    /** Bytes of a master key. */
    public static final int MASTER_BYTES = 16;

    private final long k0;
    private final long k1;

    /**
     * Derives a key.
     *
     * @param master {@value #MASTER_BYTES} bytes; not kept
     * @param generation how often the tenant was erased
     * @param windowMs unix milliseconds at which the window began; -1 for the set over all time
     */
    public TenantKey(byte[] master, long generation, long windowMs, String name) {
        if (master.length != MASTER_BYTES) {
            throw new IllegalArgumentException(
                    "a key of " + MASTER_BYTES + " bytes was expected, not " + master.length);
        }
        ByteBuffer halves = ByteBuffer.wrap(master).order(ByteOrder.LITTLE_ENDIAN);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(16 + utf8.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putLong(generation).putLong(windowMs).put(utf8);
        long[] key = new long[2];
        SipHash.hash(halves.getLong(0), halves.getLong(8), message.array(), 0, message.capacity(), key, 0);
        k0 = key[0];
        k1 = key[1];
    }

    /**
     * Writes the two words of an ID's fingerprint to {@code out[at]} and {@code out[at + 1]}. The first one is never 0,
     * which marks an empty slot of a {@link FingerprintSet}: 0 becomes 1.
     */
    public void fingerprint(byte[] id, int from, int length, long[] out, int at) {
        fingerprint(k0, k1, id, from, length, out, at);
    }

    /** The same with {@link #first} and {@link #second} of a key, for who keeps them where no cache line is lost. */
    public static void fingerprint(long k0, long k1, byte[] id, int from, int length, long[] out, int at) {
        SipHash.hash(k0, k1, id, from, length, out, at);
        if (out[at] == 0) {
            out[at] = 1;
        }
    }

    /** The first half of the key. */
    public long first() {
        return k0;
    }

    /** The second half of the key. */
    public long second() {
        return k1;
    }
}
