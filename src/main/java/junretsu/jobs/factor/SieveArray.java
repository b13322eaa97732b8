package junretsu.jobs.factor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The sieve: one byte a place, to which the logarithms of the primes are added that divide the polynomial's value there.
 * It begins so that a byte gets its highest bit where enough of the value is known to be smooth. Primes above a block go
 * over all of it, the others block by block, so that the bytes at work stay in the first cache.
 */
final class SieveArray {
    /** Bytes of a block: with the roots of the primes at work it fits into 48 KiB. */
    static final int BLOCK = 1 << 15;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    private static final int BITS_OF_SIGN = 128;

    private final FactorBase base;
    private final byte[] cells;
    private final int first;
    private final int firstLarge;
    private final int[] places1;
    private final int[] places2;

    /**
     * @param first index of the first prime that is sieved by
     * @param blocks of the sieve
     */
    SieveArray(FactorBase base, int first, int blocks) {
        this.base = base;
        this.first = first;
        cells = new byte[blocks * BLOCK];
        firstLarge = Math.max(first, base.indexOf(BLOCK));
        places1 = new int[firstLarge];
        places2 = new int[firstLarge];
    }

    int places() {
        return cells.length;
    }

    int blocks() {
        return cells.length / BLOCK;
    }

    /** Begins a polynomial. */
    void begin(int threshold, SievePolynomials polynomials) {
        Arrays.fill(cells, (byte) (BITS_OF_SIGN - threshold));
        System.arraycopy(polynomials.roots1, first, places1, first, firstLarge - first);
        System.arraycopy(polynomials.roots2, first, places2, first, firstLarge - first);
    }

    /** The index of the first prime that goes over all blocks at once. */
    int firstLarge() {
        return firstLarge;
    }

    /** Sieves by primes above a block. */
    void sieveLarge(int from, int to, SievePolynomials polynomials) {
        byte[] bytes = cells;
        int end = bytes.length;
        int[] primes = base.primes;
        for (int i = from; i < to; i++) {
            int p = primes[i];
            byte log = base.logs[i];
            for (int place = polynomials.roots1[i]; place < end; place += p) {
                bytes[place] += log;
            }
            for (int place = polynomials.roots2[i]; place < end; place += p) {
                bytes[place] += log;
            }
        }
    }

    /** Sieves a block by the primes below its size; the blocks come in their order. */
    void sieveBlock(int block) {
        byte[] bytes = cells;
        int end = (block + 1) * BLOCK;
        int[] primes = base.primes;
        byte[] logs = base.logs;
        for (int i = first; i < firstLarge; i++) {
            int p = primes[i];
            byte log = logs[i];
            int low = places1[i];
            int high = places2[i];
            if (low > high) {
                int place = low;
                low = high;
                high = place;
            }
            int ahead = end - p;
            while (high < ahead) {
                bytes[low] += log;
                bytes[high] += log;
                bytes[low + p] += log;
                bytes[high + p] += log;
                low += 2 * p;
                high += 2 * p;
            }
            while (high < end) {
                bytes[low] += log;
                bytes[high] += log;
                low += p;
                high += p;
            }
            if (low < end) {
                bytes[low] += log;
                low += p;
            }
            places1[i] = low;
            places2[i] = high;
        }
    }

    /** Adds the places of a block whose bytes have their highest bit. */
    void scan(int block, GrowingInts candidates) {
        int end = (block + 1) * BLOCK;
        for (int i = block * BLOCK; i < end; i += 32) {
            long some = (long) LONGS.get(cells, i)
                    | (long) LONGS.get(cells, i + 8)
                    | (long) LONGS.get(cells, i + 16)
                    | (long) LONGS.get(cells, i + 24);
            if ((some & HIGHEST_BITS) != 0) {
                for (int place = i; place < i + 32; place++) {
                    if (cells[place] < 0) {
                        candidates.add(place);
                    }
                }
            }
        }
    }

    /** The sum of the logarithms at a place, when the sieve began with a threshold. */
    int sum(int place, int threshold) {
        return (cells[place] & 0xff) - (BITS_OF_SIGN - threshold);
    }
}
