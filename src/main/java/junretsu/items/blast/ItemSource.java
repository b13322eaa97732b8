package junretsu.items.blast;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import junretsu.load.http.RequestBuffer;

/**
 * The items of one connection, and what became of each: one bit an item. After n items, exactly ⌈n · share⌉ of them
 * were new, at least 1; the others repeat one that it has drawn before, each as likely as any other. When losses are
 * looked for, only every second item is ever repeated, since a repetition would put back what the server has lost. Not
 * thread-safe.
 */
final class ItemSource {
    private final ItemNames names;
    private final long numerator;
    private final long denominator;
    private final int connections;
    private final int connection;
    private final int repeatable;
    private final SplittableRandom random;
    private final int[] batch;
    private final BitSet acknowledged = new BitSet();
    private int size;
    private int drawn;
    private int sent;

    /** Items · numerator − new · denominator, at most 0 between items: above 0, a new one is due. */
    private long owed;

    /**
     * Makes the source of one of several connections.
     *
     * @param connection from 0
     */
    ItemSource(ItemNames names, ItemsBlastConfig config, int connection) {
        this.names = names;
        this.numerator = config.uniqueShare().numerator();
        this.denominator = config.uniqueShare().denominator();
        this.connections = config.connections();
        this.connection = connection;
        this.repeatable = config.killCheck() ? 2 : 1;
        this.random = new SplittableRandom(config.seed() + connection + 1);
        this.batch = new int[config.batch()];
    }

    /**
     * Draws the next batch and writes it as a JSON array.
     *
     * @param request whose body it becomes
     */
    void draw(int count, RequestBuffer request) {
        pick(count);
        byte[] into = request.clearBody().room(count * ItemNames.bytesMax(names.idBytes()) + 2);
        int at = request.end();
        into[at++] = '[';
        for (int i = 0; i < count; i++) {
            at = names.write(number(batch[i]), into, at);
            into[at++] = ',';
        }
        into[at - 1] = ']';
        request.end(at);
    }

    /** Takes note that the batch drawn last may have reached the server. */
    void sent() {
        sent = drawn;
    }

    /**
     * Takes note that the batch drawn last was acknowledged.
     *
     * @return the number of distinct items in it that had not been acknowledged before
     */
    int acknowledge() {
        int first = 0;
        for (int i = 0; i < size; i++) {
            if (!acknowledged.get(batch[i])) {
                acknowledged.set(batch[i]);
                first++;
            }
        }
        return first;
    }

    /** The number of distinct items that may have reached the server. */
    int distinctSent() {
        return sent;
    }

    /** The number of distinct items acknowledged. */
    int distinctAcknowledged() {
        return acknowledged.cardinality();
    }

    /** Adds the distinct items that may have reached the server to their tenants' counts. */
    void addSent(long[] countsByTenant) {
        for (int i = 0; i < sent; i++) {
            countsByTenant[names.tenant(number(i))]++;
        }
    }

    /** Adds the distinct items acknowledged to their tenants' counts. */
    void addAcknowledged(long[] countsByTenant) {
        eachAcknowledged(number -> countsByTenant[names.tenant(number)]++);
    }

    /** Hands over the number of each distinct item acknowledged. */
    void eachAcknowledged(LongConsumer numbers) {
        for (int i = acknowledged.nextSetBit(0); i >= 0; i = acknowledged.nextSetBit(i + 1)) {
            numbers.accept(number(i));
        }
    }

    /** The number of an item that was never drawn. */
    long neverDrawn(int which) {
        return number(drawn + which);
    }

    private void pick(int count) {
        int next = drawn;
        long owing = owed;
        for (int i = 0; i < count; i++) {
            owing += numerator;
            if (owing > 0 || next == 0) {
                batch[i] = next++;
                owing -= denominator;
            } else {
                batch[i] = repeatable * random.nextInt((next + repeatable - 1) / repeatable);
            }
        }
        drawn = next;
        owed = owing;
        size = count;
    }

    private long number(int index) {
        return (long) index * connections + connection;
    }
}
