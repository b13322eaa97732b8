package junretsu.items.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Measures one way of keeping fingerprints, given as {@code set}, {@code hashset} or {@code siphash}, and prints one line:
 * nanoseconds an item to insert random ones, to insert them again in another order, and to look up as many, half of
 * them there; then bytes an item. Each answer is checked before the line is printed.
 */
final class SetSpeed {
    private static final int BATCH = 1_000;

    /** Which of a batch's fingerprints are new is left in {@link #isNew}. */
    private interface Way {
        int add(long[] fingerprints, boolean[] isNew);

        boolean contains(long first, long second);
    }

    private record Fingerprint(long first, long second) {}

    private final long[] fingerprints = new long[2 * BATCH];
    private final boolean[] isNew = new boolean[BATCH];
    private final SplittableRandom random = new SplittableRandom(1);
    private long nanos;

    public static void main(String[] args) throws IOException {
        if (args[0].equals("siphash")) {
            System.out.printf(Locale.ROOT, "%.1f%n", sipHash());
            return;
        }
        boolean isSet = args[0].equals("set");
        new SetSpeed().run(isSet ? set(new FingerprintSet()) : hashSet(new HashSet<>()), 1_000_000);
        System.gc();
        long before = isSet ? resident() : live();
        int count = Integer.parseInt(args[1]);
        Way way = isSet ? set(new FingerprintSet()) : hashSet(new HashSet<>());
        String times = new SetSpeed().run(way, count);
        System.gc();
        long bytes = (isSet ? resident() : live()) - before;
        check(way.contains(mix(0), mix(~0L)));
        System.out.printf(Locale.ROOT, "%s %.1f%n", times, (double) bytes / count);
    }

    private static Way set(FingerprintSet set) {
        return new Way() {
            @Override
            public int add(long[] fingerprints, boolean[] isNew) {
                return set.addAll(fingerprints, BATCH, isNew);
            }

            @Override
            public boolean contains(long first, long second) {
                return set.contains(first, second);
            }
        };
    }

    private static Way hashSet(Set<Fingerprint> set) {
        return new Way() {
            @Override
            public int add(long[] fingerprints, boolean[] isNew) {
                int added = 0;
                for (int i = 0; i < BATCH; i++) {
                    isNew[i] = set.add(new Fingerprint(fingerprints[2 * i], fingerprints[2 * i + 1]));
                    added += isNew[i] ? 1 : 0;
                }
                return added;
            }

            @Override
            public boolean contains(long first, long second) {
                return set.contains(new Fingerprint(first, second));
            }
        };
    }

    private String run(Way way, int count) {
        long added = 0;
        for (int from = 0; from < count; from += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                choose(i, from + i);
            }
            added += add(way);
        }
        check(added == count);
        double insert = nanosOf(count);
        for (int from = 0; from < count; from += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                choose(i, random.nextInt(count));
            }
            added -= add(way);
        }
        check(added == count);
        double again = nanosOf(count);
        long there = 0;
        for (int from = 0; from < count; from += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                choose(i, random.nextInt(count) + (i % 2) * count);
            }
            there += look(way);
        }
        check(there == count / 2);
        return String.format(Locale.ROOT, "%.1f %.1f %.1f", insert, again, nanosOf(count));
    }

    private void choose(int i, long item) {
        fingerprints[2 * i] = mix(item);
        fingerprints[2 * i + 1] = mix(~item);
    }

    /** Stafford's Mix13, as in SplittableRandom: as good as random, and different for different items. */
    private static long mix(long item) {
        long z = (item + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private int add(Way way) {
        long start = System.nanoTime();
        int added = way.add(fingerprints, isNew);
        nanos += System.nanoTime() - start;
        return added;
    }

    private int look(Way way) {
        int there = 0;
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            there += way.contains(fingerprints[2 * i], fingerprints[2 * i + 1]) ? 1 : 0;
        }
        nanos += System.nanoTime() - start;
        return there;
    }

    private double nanosOf(int count) {
        double each = (double) nanos / count;
        nanos = 0;
        return each;
    }

    /** Nanoseconds for a fingerprint of 36 bytes that lie anywhere in a body of 1 MB. */
    private static double sipHash() {
        TenantKey key = new TenantKey(new byte[16], 0, -1, "tenant");
        byte[] body = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(body);
        long[] out = new long[2];
        double nanos = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            long sum = 0;
            for (int from = 0; from + 36 <= body.length; from += 67) {
                key.fingerprint(body, from, 36, out, 0);
                sum += out[0];
            }
            for (int again = 1; again < 100; again++) {
                long other = 0;
                for (int from = 0; from + 36 <= body.length; from += 67) {
                    key.fingerprint(body, from, 36, out, 0);
                    other += out[0];
                }
                check(other == sum);
            }
            nanos = (double) (System.nanoTime() - start) / 100 / (body.length / 67);
        }
        return nanos;
    }

    private static long live() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("/proc/self/status names no VmRSS");
    }

    private static void check(boolean isRight) {
        if (!isRight) {
            throw new AssertionError("a wrong answer");
        }
    }
}
