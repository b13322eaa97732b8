package junretsu.users.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows that were used last, by their keys, of a database that this process alone changes: never a row that has
 * changed since. Any thread may call.
 *
 * <p>A reader that read an old row while a writer changed it must not put the old one in. So who reads asks for the
 * {@link #generation} first, and what it read is taken in only if no row beside it has changed since.
 */
public final class Recent<K, V> {
    /** A power of two, as many as threads hardly ever wait for each other. */
    private static final int STRIPES = 64;

    private static final float LOAD = 0.75f;

    private final Stripe<K, V>[] stripes;

    /** @param capacity rows at most */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Recent(int capacity) {
        stripes = new Stripe[STRIPES];
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe<>(Math.max(1, capacity / STRIPES));
        }
    }

    /** The row of a key; null when it is not in memory. */
    public V get(K key) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            return stripe.get(key);
        }
    }

    /**
     * A number that changes when a row of this key does; to be asked for before the transaction that reads the row
     * begins, since all that it reads is of its first statement's time.
     */
    public long generation(K key) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            return stripe.generation;
        }
    }

    /**
     * Takes in a row that was read.
     *
     * @param generation from before the reading began
     */
    public void fill(K key, V row, long generation) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            if (stripe.generation == generation) {
                stripe.put(key, row);
            }
        }
    }

    /**
     * Takes note of a change; to be called when it is in the database and before anybody is told.
     *
     * @param row null when it is gone, or unknown
     */
    public void changed(K key, V row) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            stripe.generation++;
            if (row == null) {
                stripe.remove(key);
            } else {
                stripe.put(key, row);
            }
        }
    }

    /** Replaces a row that is in memory; does nothing when another or none is there. */
    public void replace(K key, V old, V row) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            stripe.replace(key, old, row);
        }
    }

    private Stripe<K, V> stripe(K key) {
        int hash = key.hashCode() * 0x9e3779b9;
        return stripes[hash >>> 26 & STRIPES - 1];
    }

    /** Rows in the order of their last use. */
    private static final class Stripe<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final int capacity;
        private long generation;

        Stripe(int capacity) {
            super(16, LOAD, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}
