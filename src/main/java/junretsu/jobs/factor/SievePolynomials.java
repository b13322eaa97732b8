package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The polynomials v(x) = a x^2 + b x + c with b^2 - 4 a c = k n, so that (2 a x + b)^2 = 4 a v(x) modulo n, and where
 * each prime of the factor base divides their values. Self-initializing: a is a product of s primes, which gives
 * 2^(s-1) values of b, and from one to the next the roots change by an addition (Contini, "Factoring integers with
 * the self-initializing quadratic sieve", 1997; the leading coefficient without its factor 2 needs k n = 1 modulo 4).
 *
 * <p>Roots are places in the sieve, whose middle is x = 0.
 */
final class SievePolynomials {
    /** The root of a prime that is not to be sieved by: beyond every place, also after a place was subtracted. */
    static final int NO_ROOT = 1 << 30;

    private static final int PRIMES_A_CHECK = 1_024;

    private final BigInteger multiple;
    private final FactorBase base;
    private final LeadingFactors leading;
    private final int middle;

    /** By prime, its two places. */
    final int[] roots1;

    final int[] roots2;

    private int[] factors;
    private BigInteger a;
    private BigInteger b;
    private BigInteger c;

    /** Is true when a was added to the sum of the parts, so that b is odd. */
    private boolean isMoved;

    private BigInteger[] parts;
    private int[][] partWords;

    /** By part, and by prime, by how much the roots fall when twice the part is added to b. */
    private int[][] shifts;

    private int initialized;
    private long gray;

    SievePolynomials(BigInteger multiple, FactorBase base, int middle, int multiplier) {
        this.multiple = multiple;
        this.base = base;
        this.middle = middle;
        double target = 0.5 * (logarithm(multiple) - Math.log(2)) - Math.log(middle);
        leading = new LeadingFactors(base, target, multiplier, multiple.longValue());
        roots1 = new int[base.size()];
        roots2 = new int[base.size()];
        shifts = new int[0][];
    }

    static double logarithm(BigInteger number) {
        int shift = Math.max(0, number.bitLength() - 1_000);
        return Math.log(number.shiftRight(shift).doubleValue()) + shift * Math.log(2);
    }

    /** Makes the next polynomial; returns false when the slice was over before that. */
    boolean next(Checkpoint checkpoint) {
        if (factors != null && initialized == base.size() && gray + 1 < 1L << factors.length - 1) {
            gray++;
            change();
            return true;
        }
        if (factors == null || initialized == base.size()) {
            begin();
        }
        while (initialized < base.size()) {
            int end = Math.min(base.size(), initialized + PRIMES_A_CHECK);
            for (; initialized < end; initialized++) {
                initialize(initialized);
            }
            if (initialized < base.size() && checkpoint.isOver()) {
                return false;
            }
        }
        dropRoots();
        return true;
    }

    private void begin() {
        factors = leading.next();
        gray = 0;
        initialized = 1;
        a = BigInteger.ONE;
        for (int index : factors) {
            a = a.multiply(BigInteger.valueOf(base.primes[index]));
        }
        parts = new BigInteger[factors.length];
        partWords = new int[factors.length][];
        b = BigInteger.ZERO;
        for (int i = 0; i < factors.length; i++) {
            parts[i] = part(factors[i]);
            partWords[i] = TrialDivision.words(parts[i]);
            b = b.add(parts[i]);
        }
        isMoved = !b.testBit(0);
        if (isMoved) {
            b = b.add(a);
        }
        setC();
        if (shifts.length != factors.length) {
            shifts = new int[factors.length][base.size()];
        }
    }

    /** The part of b that is a root of k n modulo one of a's primes, and 0 modulo the others. */
    private BigInteger part(int index) {
        BigInteger p = BigInteger.valueOf(base.primes[index]);
        BigInteger others = a.divide(p);
        BigInteger scale = others.modInverse(p)
                .multiply(BigInteger.valueOf(base.roots[index]))
                .mod(p);
        return others.multiply(scale);
    }

    private void setC() {
        c = b.multiply(b).subtract(multiple).divide(a.shiftLeft(2));
    }

    private void initialize(int i) {
        int p = base.primes[i];
        long inverse = base.inverses[i];
        long product = 1;
        for (int factor : factors) {
            product = FactorBase.reduce(product * base.primes[factor], p, inverse);
        }
        if (product == 0) {
            for (int[] shift : shifts) {
                shift[i] = 0;
            }
            return;
        }
        long ofA = ModularRoot.inverse((int) product, p);
        long sum = 0;
        for (int j = 0; j < parts.length; j++) {
            long part = FactorBase.remainder(partWords[j], p, inverse);
            sum += part;
            shifts[j][i] = FactorBase.reduce(part * ofA, p, inverse);
        }
        long ofTwiceA = (ofA & 1) == 0 ? ofA >> 1 : ofA + p >> 1;
        // b is the sum of its parts, or that plus a, which moves every root by one half.
        long ofB = FactorBase.reduce(sum, p, inverse) + (isMoved ? product : 0);
        long root = base.roots[i];
        roots1[i] = FactorBase.reduce((root + 2L * p - ofB) * ofTwiceA + middle, p, inverse);
        roots2[i] = FactorBase.reduce((3L * p - root - ofB) * ofTwiceA + middle, p, inverse);
    }

    /** The next b in the order of the Gray code: one part changes its sign. */
    private void change() {
        int part = Long.numberOfTrailingZeros(gray);
        boolean isAdded = (gray >> part + 1 & 1) != 0;
        BigInteger twice = parts[part].shiftLeft(1);
        b = isAdded ? b.add(twice) : b.subtract(twice);
        setC();
        if (isAdded) {
            fall(shifts[part], base.primes, roots1);
            fall(shifts[part], base.primes, roots2);
        } else {
            rise(shifts[part], base.primes, roots1);
            rise(shifts[part], base.primes, roots2);
        }
        dropRoots();
    }

    private static void fall(int[] shift, int[] primes, int[] roots) {
        for (int i = 0; i < roots.length; i++) {
            int root = roots[i] - shift[i];
            roots[i] = root + (primes[i] & root >> 31);
        }
    }

    private static void rise(int[] shift, int[] primes, int[] roots) {
        for (int i = 0; i < roots.length; i++) {
            int root = roots[i] + shift[i] - primes[i];
            roots[i] = root + (primes[i] & root >> 31);
        }
    }

    /** The primes of a divide few values, and 2 is divided by without a root. */
    private void dropRoots() {
        roots1[0] = NO_ROOT;
        roots2[0] = NO_ROOT;
        for (int index : factors) {
            roots1[index] = NO_ROOT;
            roots2[index] = NO_ROOT;
        }
    }

    /** The indexes of a's primes. */
    int[] factors() {
        return factors;
    }

    BigInteger a() {
        return a;
    }

    BigInteger b() {
        return b;
    }

    BigInteger c() {
        return c;
    }
}
