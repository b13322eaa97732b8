package junretsu.users.store;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The rows that were used last, by their keys, of a database that this process alone changes: never a row that has
 * changed since. They are kept as bytes: hundred thousands of objects that live for some seconds each are what a
 * collector is slowest at. Any thread may call.
 *
 * <p>A reader that read an old row while a writer changed it must not put the old one in. So who reads asks for the
 * {@link #generation} first, and what it read is taken in only if no row beside it has changed since.
 */
public final class Recent<V> {
    /** A power of two, as many as threads hardly ever wait for each other. */
    private static final int STRIPES = 64;

    private final Function<V, byte[]> writer;
    private final BiFunction<byte[], byte[], V> reader;
    private final Stripe[] stripes = new Stripe[STRIPES];

    private static final class Stripe {
        private final RecentRows rows;
        private long generation;

        Stripe(int bytes) {
            rows = new RecentRows(bytes);
        }
    }

    /**
     * @param bytes of all rows, at most
     * @param writer gives a row's bytes, which need not hold its key
     * @param reader gives the row of a key and such bytes
     */
    public Recent(int bytes, Function<V, byte[]> writer, BiFunction<byte[], byte[], V> reader) {
        this.writer = writer;
        this.reader = reader;
        Arrays.setAll(stripes, i -> new Stripe(bytes / STRIPES));
    }

    /** The row of a key; null when it is not in memory. */
    public V get(byte[] key) {
        int hash = SecretHash.of(key);
        Stripe stripe = stripe(hash);
        byte[] row;
        synchronized (stripe) {
            row = stripe.rows.get(hash, key);
        }
        return row == null ? null : reader.apply(key, row);
    }

    /**
     * A number that changes when a row of this key does; to be asked for before the transaction that reads the row
     * begins, since all that it reads is of its first statement's time.
     */
    public long generation(byte[] key) {
        Stripe stripe = stripe(SecretHash.of(key));
        synchronized (stripe) {
            return stripe.generation;
        }
    }

    /**
     * Takes in a row that was read.
     *
     * @param generation from before the reading began
     */
    public void fill(byte[] key, V row, long generation) {
        byte[] bytes = writer.apply(row);
        int hash = SecretHash.of(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            if (stripe.generation == generation) {
                stripe.rows.put(hash, key, bytes);
            }
        }
    }

    /**
     * Takes note of a change; to be called when it is in the database and before anybody is told.
     *
     * @param row null when it is gone, or unknown
     */
    public void changed(byte[] key, V row) {
        byte[] bytes = row == null ? null : writer.apply(row);
        int hash = SecretHash.of(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            stripe.generation++;
            if (bytes == null) {
                stripe.rows.remove(hash, key);
            } else {
                stripe.rows.put(hash, key, bytes);
            }
        }
    }

    /** Replaces a row that is in memory; does nothing when another or none is there. */
    public void replace(byte[] key, V old, V row) {
        byte[] before = writer.apply(old);
        byte[] bytes = writer.apply(row);
        int hash = SecretHash.of(key);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            if (Arrays.equals(stripe.rows.get(hash, key), before)) {
                stripe.rows.put(hash, key, bytes);
            }
        }
    }

    private Stripe stripe(int hash) {
        return stripes[hash >>> 26 & STRIPES - 1];
    }
}
