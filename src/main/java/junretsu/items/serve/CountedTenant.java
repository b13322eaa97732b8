package junretsu.items.serve;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.items.log.Tenant;
import junretsu.items.set.TenantKey;

/**
 * A tenant, or one of its windows, while it is counted. Its number is not known before its first item is committed. Any
 * thread may read; the committer alone changes it.
 */
final class CountedTenant {
    private final String name;
    private final long generation;
    private final long windowMs;
    private final TenantKey key;
    private final ConcurrentSkipListMap<Long, CountedTenant> windows = new ConcurrentSkipListMap<>();
    private volatile Tenant defined;
    private volatile boolean isErased;
    private volatile Quota quota;

    /** Items that the group under way would add; the committer's alone. */
    private long planned;

    private final AtomicLong count = new AtomicLong();

    private record Quota(KeyFile keys, long items) {}

    CountedTenant(byte[] masterKey, String name, long generation, long windowMs) {
        this.name = name;
        this.generation = generation;
        this.windowMs = windowMs;
        key = new TenantKey(masterKey, generation, windowMs, name);
    }

    String name() {
        return name;
    }

    TenantKey key() {
        return key;
    }

    /** The tenant with this number, once it has one. */
    Tenant numbered(int number) {
        return new Tenant(number, name, generation, windowMs);
    }

    /** Null before it is on the disk. */
    Tenant defined() {
        return defined;
    }

    /** Sets what is on the disk. */
    void define(Tenant tenant, long committed) {
        count.set(committed);
        defined = tenant;
    }

    /** Items that are on the disk. */
    long count() {
        return count.get();
    }

    /** Counts one more; the only writer needs no fence of its own, since an answer to be read follows. */
    void addOne() {
        count.lazySet(count.getPlain() + 1);
    }

    /** The most items it may have by a file of keys, or else by the limit of all; 0 for any number. */
    long quota(KeyFile keys, long ofAll) {
        Quota known = quota;
        if (known == null || known.keys != keys) {
            long own = keys.quota(name);
            known = new Quota(keys, own == 0 ? ofAll : own);
            quota = known;
        }
        return known.items;
    }

    /** Takes so many more into the group; negative to take them back. Returns how many there would be. */
    long plan(long more) {
        planned += more;
        return count.getPlain() + planned;
    }

    boolean isWindow() {
        return windowMs != Tenant.TOTAL;
    }

    boolean isErased() {
        return isErased;
    }

    void erase() {
        isErased = true;
    }

    long generation() {
        return generation;
    }

    /** Its windows by the unix milliseconds at which they began. */
    ConcurrentSkipListMap<Long, CountedTenant> windows() {
        return windows;
    }
}
