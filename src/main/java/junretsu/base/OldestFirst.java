package junretsu.base;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/**
 * Values by name, a bounded number of them: one too many takes the place of that which was put first. All methods may
 * be called by any thread; reading takes no lock, putting takes one that all share.
 */
public final class OldestFirst<V> {
    private final Map<String, V> values = new ConcurrentHashMap<>();
    private final Set<String> order = new LinkedHashSet<>();
    private final int sizeMax;

    /** @param sizeMax at least 1 */
    public OldestFirst(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /** The value of a name; null when there is none. */
    public V get(String name) {
        return values.get(name);
    }

    /** Puts a value, which is the youngest from now on. */
    public void put(String name, V value) {
        merge(name, value, (old, young) -> young);
    }

    /**
     * Puts a value, or what it makes with the one that is there, as the youngest.
     *
     * @param merger called under the lock
     * @return what is there now
     */
    public synchronized V merge(String name, V value, BinaryOperator<V> merger) {
        order.remove(name);
        order.add(name);
        V merged = values.merge(name, value, merger);
        if (order.size() > sizeMax) {
            Iterator<String> oldest = order.iterator();
            values.remove(oldest.next());
            oldest.remove();
        }
        return merged;
    }

    /** Removes a name, if it is there. */
    public void remove(String name) {
        if (values.containsKey(name)) {
            synchronized (this) {
                order.remove(name);
                values.remove(name);
            }
        }
    }

    /** The number of names. */
    public int size() {
        return values.size();
    }
}
