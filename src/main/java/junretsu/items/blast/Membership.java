package junretsu.items.blast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.Deadline;

/**
 * Acknowledged items that were looked up one by one, and items that were never sent.
 *
 * @param asked acknowledged items
 * @param missing tenant and ID of those that are not there
 * @param askedUnsent items that were never sent
 * @param phantoms tenant and ID of those that are there nevertheless
 */
record Membership(long asked, List<String> missing, long askedUnsent, List<String> phantoms) {
    private static final long PAUSE_NANOS = 50_000_000L;
    private static final int UNSENT_MAX = 1_000;

    /**
     * Looks up a sample in which each acknowledged item is as likely as any other. One that is not there is looked up
     * again until the time to settle is over, since several nodes may need a while.
     *
     * @param sample items, or all when there are fewer
     * @throws IOException when the servers do not answer
     */
    static Membership of(
            ItemsReader reader,
            ItemNames names,
            List<ItemSource> sources,
            long sample,
            long seed,
            long settleNanos,
            Clock clock)
            throws IOException {
        Deadline deadline = Deadline.in(settleNanos, clock);
        List<Long> chosen = choose(sources, sample, seed);
        List<String> missing = new ArrayList<>();
        for (long number : chosen) {
            boolean isThere = isThere(reader, names, number);
            while (!isThere && !deadline.isPassed()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                isThere = isThere(reader, names, number);
            }
            if (!isThere) {
                missing.add(place(names, number));
            }
        }
        List<String> phantoms = new ArrayList<>();
        int unsent = (int) Math.min(UNSENT_MAX, sample);
        for (int i = 0; i < unsent; i++) {
            long number = sources.get(i % sources.size()).neverDrawn(i / sources.size());
            if (isThere(reader, names, number)) {
                phantoms.add(place(names, number));
            }
        }
        return new Membership(chosen.size(), missing, unsent, phantoms);
    }

    /** Selection sampling (D. Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S). */
    private static List<Long> choose(List<ItemSource> sources, long sample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> chosen = new ArrayList<>();
        long[] left = {
            sources.stream().mapToLong(ItemSource::distinctAcknowledged).sum()
        };
        sources.forEach(source -> source.eachAcknowledged(number -> {
            if (random.nextLong(left[0]--) < sample - chosen.size()) {
                chosen.add(number);
            }
        }));
        return chosen;
    }

    private static boolean isThere(ItemsReader reader, ItemNames names, long number) throws IOException {
        return reader.has(names.tenantName(names.tenant(number)), names.id(number));
    }

    private static String place(ItemNames names, long number) {
        return names.tenantName(names.tenant(number)) + "/" + names.id(number);
    }
}
