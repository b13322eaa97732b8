package junretsu.items.serve;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;
import junretsu.items.log.Tenant;
import junretsu.items.set.TenantKey;
import junretsu.service.ApiKeys;

/**
 * A tenant, or one of its windows, while it is counted. Its number is not known before its first item is committed.
 * Any thread may read; the committer alone changes it. Each item reads one of these, which with many tenants is in no
 * cache: so what an item needs stands in the object itself.
 */
final class CountedTenant {
    private static final int UNKNOWN = -1;
    private static final VarHandle COUNT = countHandle();

    private final CountedTenant total;
    private final long nameFirst;
    private final long nameSecond;
    private final String name;
    private final long generation;
    private final long windowMs;
    private final long k0;
    private final long k1;

    /** Null as long as there are none. */
    private volatile ConcurrentSkipListMap<Long, CountedTenant> windows;

    private volatile Tenant defined;
    private volatile int number = UNKNOWN;
    private volatile boolean isErased;
    private volatile Quota quota;

    /** Items that the group under way would add; the committer's alone. */
    private long planned;

    /** Written by the committer alone, by {@link #COUNT}. */
    private long count;

    private record Quota(ApiKeys<Grant> keys, long items) {}

    /** @param nameHash two words that stand for the name among all names; null when it is not looked for by them */
    CountedTenant(byte[] masterKey, String name, long[] nameHash, long generation) {
        this(masterKey, null, name, nameHash == null ? new long[2] : nameHash, generation, Tenant.TOTAL);
    }

    /** A window of a tenant that begins then. */
    CountedTenant(byte[] masterKey, CountedTenant total, long windowMs) {
        this(masterKey, total, total.name, new long[2], total.generation, windowMs);
    }

    private CountedTenant(
            byte[] masterKey, CountedTenant total, String name, long[] nameHash, long generation, long windowMs) {
        this.total = total;
        nameFirst = nameHash[0];
        nameSecond = nameHash[1];
        this.name = name;
        this.generation = generation;
        this.windowMs = windowMs;
        TenantKey key = new TenantKey(masterKey, generation, windowMs, name);
        k0 = key.first();
        k1 = key.second();
    }

    String name() {
        return name;
    }

    /** Makes an ID's fingerprint, as {@link TenantKey#fingerprint} does. */
    void fingerprint(byte[] id, int from, int length, long[] out, int at) {
        TenantKey.fingerprint(k0, k1, id, from, length, out, at);
    }

    private static VarHandle countHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(CountedTenant.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the field is in this class", e);
        }
    }

    /** Returns true when these two words stand for its name. */
    boolean isNamed(long first, long second) {
        return nameFirst == first && nameSecond == second;
    }

    /** The first of the words that stand for its name. */
    long nameFirst() {
        return nameFirst;
    }

    boolean isNamedAs(CountedTenant other) {
        return isNamed(other.nameFirst, other.nameSecond);
    }

    /** The tenant with this number, once it has one. */
    Tenant numbered(int number) {
        return new Tenant(number, name, generation, windowMs);
    }

    /** Null before it is on the disk. */
    Tenant defined() {
        return defined;
    }

    /** False before its number is on the disk. */
    boolean isDefined() {
        return number != UNKNOWN;
    }

    /** Its number, once it is on the disk. */
    int number() {
        return number;
    }

    /** Sets what is on the disk. */
    void define(Tenant tenant, long committed) {
        COUNT.setRelease(this, committed);
        defined = tenant;
        number = tenant.number();
    }

    /** Items that are on the disk. */
    long count() {
        return (long) COUNT.getAcquire(this);
    }

    /** Counts one more. The only writer reads the count as it is; views read it on other threads. */
    void addOne() {
        COUNT.setRelease(this, count + 1);
    }

    /** The most items it may have by a file of keys, or else by the limit of all; 0 for any number. */
    long quota(ApiKeys<Grant> keys, long ofAll) {
        Quota known = quota;
        if (known == null || known.keys != keys) {
            long own = Grant.quota(keys, name);
            known = new Quota(keys, own == 0 ? ofAll : own);
            quota = known;
        }
        return known.items;
    }

    /** Takes so many more into the group; negative to take them back. Returns how many there would be. */
    long plan(long more) {
        planned += more;
        return count + planned;
    }

    boolean isWindow() {
        return windowMs != Tenant.TOTAL;
    }

    /** The beginning of its window, in unix milliseconds; {@link Tenant#TOTAL} for none. */
    long windowMs() {
        return windowMs;
    }

    /** The tenant that it is a window of; null when it is none. */
    CountedTenant total() {
        return total;
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

    /** Its windows by the unix milliseconds at which they began; not to be changed. */
    NavigableMap<Long, CountedTenant> windows() {
        NavigableMap<Long, CountedTenant> made = windows;
        return made == null ? Collections.emptyNavigableMap() : made;
    }

    /** Returns its window that began then, making it when there is none. */
    CountedTenant window(long ms, LongFunction<CountedTenant> maker) {
        CountedTenant known = windows().get(ms);
        return known == null ? madeWindows().computeIfAbsent(ms, maker::apply) : known;
    }

    private synchronized ConcurrentSkipListMap<Long, CountedTenant> madeWindows() {
        if (windows == null) {
            windows = new ConcurrentSkipListMap<>();
        }
        return windows;
    }
}
