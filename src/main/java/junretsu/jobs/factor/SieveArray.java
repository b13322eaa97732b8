package junretsu.jobs.factor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The sieve: one byte a place, to which the logarithms of the primes are added that divide the polynomial's value
 * there. It begins so that a byte gets its highest bit where enough of the value is known to be smooth. Primes above
 * a block go over all of it, the others block by block, so that the bytes at work stay in the first cache.
 */
final class SieveArray {
    /** Bytes of a block, at most: with the roots of the primes at work it fits into 48 KiB. */
    static final int BLOCK = 1 << 15;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    private static final int PAD_MASK = 63;
    private static final int BITS_OF_SIGN = 128;

    /** With a larger one all bytes would begin with their highest bit. */
    static final int THRESHOLD_MAX = BITS_OF_SIGN;

    private final FactorBase base;

    /** The places, and a pad that takes the writes that belong to none; several bytes, so that they need not wait. */
    private final byte[] cells;

    private final int places;
    private final int first;
    private final int blockSize;
    private final int firstLarge;

    /** By prime, its largest multiple in a block's size. */
    private final int[] reaches;

    private final int[] places1;
    private final int[] places2;

    /**
     * @param first index of the first prime that is sieved by
     * @param places a multiple of 32 up to a block, or of blocks
     */
    SieveArray(FactorBase base, int first, int places) {
        this.base = base;
        this.first = first;
        this.places = places;
        cells = new byte[places + PAD_MASK + 1];
        blockSize = Math.min(BLOCK, places);
        firstLarge = Math.max(first, base.indexOf(blockSize));
        reaches = new int[firstLarge];
        for (int i = first; i < firstLarge; i++) {
            reaches[i] = blockSize / base.primes[i] * base.primes[i];
        }
        places1 = new int[firstLarge];
        places2 = new int[firstLarge];
    }

    int places() {
        return places;
    }

    int blocks() {
        return places / blockSize;
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
        int[] primes = base.primes;
        for (int i = from; i < to; i++) {
            int p = primes[i];
            byte log = base.logs[i];
            int low = polynomials.roots1[i];
            int high = polynomials.roots2[i];
            if (p < places) {
                for (; low < places; low += p) {
                    bytes[low] += log;
                }
                for (; high < places; high += p) {
                    bytes[high] += log;
                }
            } else {
                int beyond = places + (i & PAD_MASK);
                bytes[Math.min(low, beyond)] += log;
                bytes[Math.min(high, beyond)] += log;
            }
        }
    }

    /**
     * Sieves a block by the primes below its size; the blocks come in their order. A prime has as many places in the
     * block as fit for sure, and perhaps one more: that one is written in any case, beyond the sieve if it is none,
     * so that no branch depends on the roots.
     */
    void sieveBlock(int block) {
        byte[] bytes = cells;
        int start = block * blockSize;
        int end = start + blockSize;
        int[] primes = base.primes;
        byte[] logs = base.logs;
        for (int i = first; i < firstLarge; i++) {
            int p = primes[i];
            byte log = logs[i];
            int low = places1[i];
            int high = places2[i];
            int sure = start + reaches[i];
            int ahead = sure - 3 * p;
            while (low < ahead) {
                bytes[low] += log;
                bytes[high] += log;
                bytes[low + p] += log;
                bytes[high + p] += log;
                bytes[low + 2 * p] += log;
                bytes[high + 2 * p] += log;
                bytes[low + 3 * p] += log;
                bytes[high + 3 * p] += log;
                low += 4 * p;
                high += 4 * p;
            }
            while (low < sure) {
                bytes[low] += log;
                bytes[high] += log;
                low += p;
                high += p;
            }
            int beyond = places + (i & PAD_MASK);
            int isLowIn = low - end >> 31;
            int isHighIn = high - end >> 31;
            bytes[beyond + (low - beyond & isLowIn)] += log;
            bytes[beyond + (high - beyond & isHighIn)] += log;
            places1[i] = low + (p & isLowIn);
            places2[i] = high + (p & isHighIn);
        }
    }

    /** Adds the places of a block whose bytes have their highest bit. */
    void scan(int block, GrowingInts candidates) {
        int end = (block + 1) * blockSize;
        for (int i = block * blockSize; i < end; i += 32) {
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
