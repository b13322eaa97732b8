package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import junretsu.items.log.Tenant;
import junretsu.items.set.SipHash;

/**
 * All tenants, found by their names' bytes without a String. A name's place is its 128-bit hash under a key of this
 * process, so that nobody can choose names that collide. Any thread may call, but for {@link #restore}, which is the
 * start's, and {@link #define(CountedTenant, Tenant, long)}, {@link #erase}, {@link #addItems},
 * {@link #dropWindowsBefore}, {@link #isGone} and {@link #forgetDropped}, which are the committer's.
 */
final class Tenants {
    private static final int SLOTS_MIN = 1_024;

    private final byte[] masterKey;
    private final int max;
    private final long k0;
    private final long k1;
    private final ThreadLocal<long[]> hash = ThreadLocal.withInitial(() -> new long[2]);
    private final ConcurrentSkipListMap<String, CountedTenant> byName = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<String, Long> generations = new ConcurrentHashMap<>();
    private volatile AtomicReferenceArray<CountedTenant> slots = new AtomicReferenceArray<>(SLOTS_MIN);
    private final ConcurrentHashMap<Integer, Tenant> byNumber = new ConcurrentHashMap<>();
    private int used;
    private volatile int size;

    /** Windows that began before this are dropped, or about to be; unix milliseconds. */
    private volatile long windowsFromMs = Long.MIN_VALUE;

    /** Written by the thread that restores, then by the committer alone. */
    private volatile long items;

    /** @param max tenants at a time */
    Tenants(byte[] masterKey, int max) {
        this.masterKey = masterKey;
        this.max = max;
        SecureRandom random = new SecureRandom();
        k0 = random.nextLong();
        k1 = random.nextLong();
    }

    /**
     * Takes in what was on the disk at the start.
     *
     * @param nextGenerations of names that were erased
     */
    void restore(List<Tenant> tenants, Map<String, Long> nextGenerations, long[] counts) {
        generations.putAll(nextGenerations);
        for (Tenant tenant : tenants) {
            byte[] name = tenant.name().getBytes(StandardCharsets.UTF_8);
            if (tenant.generation() > 0) {
                raiseGeneration(tenant.name(), tenant.generation());
            }
            CountedTenant total = define(name, 0, name.length, true);
            CountedTenant counted = tenant.windowMs() == Tenant.TOTAL ? total : window(total, tenant.windowMs());
            define(counted, tenant, counts[tenant.number()]);
        }
        items = byName.values().stream().mapToLong(CountedTenant::count).sum();
    }

    /** Notes that a tenant is on the disk. */
    void define(CountedTenant counted, Tenant tenant, long count) {
        counted.define(tenant, count);
        byNumber.put(tenant.number(), tenant);
    }

    /** The tenant of a number; null when it was erased. */
    Tenant tenant(int number) {
        return byNumber.get(number);
    }

    /** Those that have a number, windows included, without those that were erased; not to be changed. */
    Collection<Tenant> numbered() {
        return byNumber.values();
    }

    /** Generations by name, of those that were ever erased. */
    Map<String, Long> generations() {
        return Map.copyOf(generations);
    }

    /** Lets the next tenant of a name be of this generation, or of the one that it has if that is later. */
    void raiseGeneration(String name, long generation) {
        generations.merge(name, generation, Math::max);
    }

    /** Writes the two words that stand for a name to {@code out[at]} and {@code out[at + 1]}. */
    void hash(byte[] name, int from, int length, long[] out, int at) {
        SipHash.hash(k0, k1, name, from, length, out, at);
    }

    /**
     * Finds many tenants, which with 100,000 of them stand in no cache: so their slots are all read before the first
     * tenant is looked at, and the tenants before the first is compared, which lets the core wait for many at once.
     *
     * @param words two for each, as {@link #hash} gives them
     * @param found gets the tenants; null where there is none, or an erased one
     * @return anything, so that the compiler does not remove the reads
     */
    long findAll(long[] words, int count, CountedTenant[] found) {
        AtomicReferenceArray<CountedTenant> now = slots;
        int mask = now.length() - 1;
        for (int i = 0; i < count; i++) {
            found[i] = now.get((int) words[2 * i] & mask);
        }
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= found[i] == null ? 0 : found[i].nameFirst();
        }
        for (int i = 0; i < count; i++) {
            CountedTenant tenant = found[i];
            if (tenant != null && !tenant.isNamed(words[2 * i], words[2 * i + 1])) {
                tenant = find(words[2 * i], words[2 * i + 1]);
            }
            found[i] = tenant == null || tenant.isErased() ? null : tenant;
        }
        return all;
    }

    /** Returns the tenant of this name, making it when there is none; null when there are too many. */
    CountedTenant of(byte[] bytes, int from, int length) {
        long[] words = hash.get();
        hash(bytes, from, length, words, 0);
        CountedTenant known = find(words[0], words[1]);
        return known == null || known.isErased() ? define(bytes, from, length, false) : known;
    }

    /** Returns the tenant of this name; null when there is none. */
    CountedTenant get(String name) {
        return byName.get(name);
    }

    /** A tenant that this node has no items of, to find out about its items on others; it is not kept. */
    CountedTenant unknown(String name) {
        return new CountedTenant(masterKey, name, null, generations.getOrDefault(name, 0L));
    }

    /** Returns one window of a tenant, making it when there is none; null when such windows were dropped. */
    CountedTenant window(CountedTenant total, long windowMs) {
        if (windowMs < windowsFromMs) {
            return null;
        }
        return total.window(windowMs, ms -> new CountedTenant(masterKey, total, ms));
    }

    /** Windows that began before this count no more; unix milliseconds. */
    long windowsFromMs() {
        return windowsFromMs;
    }

    /** Lets all windows that began before count no more. */
    void dropWindowsBefore(long ms) {
        windowsFromMs = Math.max(windowsFromMs, ms);
    }

    /**
     * Returns true when a tenant that has no number yet was erased, or is a window that was dropped, or one that was
     * made while its total was being erased.
     */
    boolean isGone(CountedTenant tenant) {
        if (tenant.isWindow()
                && (tenant.windowMs() < windowsFromMs || tenant.total().isErased())) {
            tenant.erase();
        }
        return tenant.isErased();
    }

    /** Forgets the windows of a tenant that are dropped; one of them that is in a batch is marked as erased. */
    void forgetDropped(CountedTenant total) {
        NavigableMap<Long, CountedTenant> dropped = total.windows().headMap(windowsFromMs, false);
        if (!dropped.isEmpty()) {
            dropped.values().forEach(this::erase);
            dropped.clear();
        }
    }

    /** Items by tenant's number, for so many numbers; those of erased tenants are 0. */
    long[] counts(int numbers) {
        long[] counts = new long[numbers];
        for (CountedTenant total : byName.values()) {
            count(total, counts);
            total.windows().values().forEach(window -> count(window, counts));
        }
        return counts;
    }

    private static void count(CountedTenant tenant, long[] counts) {
        if (tenant.isDefined()) {
            counts[tenant.number()] = tenant.count();
        }
    }

    /** All by name. */
    NavigableMap<String, CountedTenant> byName() {
        return byName;
    }

    /** Tenants at the moment, without their windows. */
    int size() {
        return size;
    }

    /** Items of all tenants at this moment, without their windows. */
    long items() {
        return items;
    }

    /** Adds to the items of all what was added to those of some tenants. */
    void addItems(long more) {
        items += more;
    }

    /** Forgets a tenant; items of its name that come from here on belong to the next generation. */
    synchronized void erase(CountedTenant tenant, long nextGeneration) {
        raiseGeneration(tenant.name(), nextGeneration);
        erase(tenant);
        tenant.windows().values().forEach(this::erase);
        if (byName.remove(tenant.name(), tenant)) {
            size--;
            items -= tenant.count();
        }
    }

    private void erase(CountedTenant tenant) {
        tenant.erase();
        if (tenant.isDefined()) {
            byNumber.remove(tenant.number());
        }
    }

    private synchronized CountedTenant define(byte[] bytes, int from, int length, boolean isForced) {
        String name = new String(bytes, from, length, StandardCharsets.UTF_8);
        CountedTenant known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (size >= max && !isForced) {
            return null;
        }
        long[] words = hash.get();
        SipHash.hash(k0, k1, bytes, from, length, words, 0);
        CountedTenant made = new CountedTenant(masterKey, name, words, generations.getOrDefault(name, 0L));
        put(made);
        byName.put(name, made);
        size++;
        return made;
    }

    private CountedTenant find(long first, long second) {
        AtomicReferenceArray<CountedTenant> now = slots;
        int mask = now.length() - 1;
        for (int i = (int) first & mask; ; i = i + 1 & mask) {
            CountedTenant tenant = now.get(i);
            if (tenant == null || tenant.isNamed(first, second)) {
                return tenant;
            }
        }
    }

    private void put(CountedTenant tenant) {
        AtomicReferenceArray<CountedTenant> now = slots;
        if (put(now, tenant) && ++used > now.length() / 2) {
            AtomicReferenceArray<CountedTenant> larger = new AtomicReferenceArray<>(2 * now.length());
            for (int i = 0; i < now.length(); i++) {
                if (now.get(i) != null) {
                    put(larger, now.get(i));
                }
            }
            slots = larger;
        }
    }

    /** Returns false when it took the place of an erased tenant of the same name. */
    private static boolean put(AtomicReferenceArray<CountedTenant> to, CountedTenant tenant) {
        int mask = to.length() - 1;
        int i = (int) tenant.nameFirst() & mask;
        while (to.get(i) != null && !to.get(i).isNamedAs(tenant)) {
            i = i + 1 & mask;
        }
        boolean isFree = to.get(i) == null;
        to.set(i, tenant);
        return isFree;
    }
}
