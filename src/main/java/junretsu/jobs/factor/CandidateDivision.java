package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * Divides a polynomial's value at a place that the sieve pointed out by the primes whose root the place is. A value
 * that comes out as 1, one large prime or two of them is a relation.
 */
final class CandidateDivision {
    private static final int RECIPROCAL_BITS = 40;

    private final FactorBase base;
    private final SievePolynomials polynomials;
    private final Relations relations;
    private final SieveSettings settings;
    private final PolynomialValue value;
    private final GrowingInts columns = new GrowingInts();
    private final int middle;
    private final int firstSieved;

    /** The base's primes from here on are larger than the sieve, and have at most one place a root. */
    private final int firstBeyond;

    private final long[] reciprocals;
    private final long largeMax;
    private final double slackBits;

    CandidateDivision(
            FactorBase base,
            SievePolynomials polynomials,
            Relations relations,
            SieveSettings settings,
            int bits,
            int places) {
        this.base = base;
        this.polynomials = polynomials;
        this.relations = relations;
        this.settings = settings;
        value = new PolynomialValue(bits);
        middle = places / 2;
        firstSieved = base.indexOf(settings.smallest());
        firstBeyond = Math.max(firstSieved, base.indexOf(places));
        reciprocals = new long[base.size()];
        for (int i = 1; i < reciprocals.length; i++) {
            reciprocals[i] = (1L << RECIPROCAL_BITS) / base.primes[i] + 1;
        }
        long largest = base.largest();
        largeMax = Math.min(Math.min(largest * settings.largePrimeFactor(), largest * largest), Integer.MAX_VALUE);
        slackBits = slackBits();
    }

    /** Bits of a value that the sieve need not know of, without the small primes. */
    final double slackBits() {
        double bits = Math.log(largeMax) / Math.log(2);
        return settings.hasTwoLargePrimes() ? 1.8 * bits : bits;
    }

    /** Begins a polynomial. */
    void begin() {
        value.setPolynomial(polynomials.a(), polynomials.b(), polynomials.c());
    }

    /**
     * Tries one place.
     *
     * @param sum of the logarithms that the sieve added there
     */
    void divide(int place, int sum) {
        value.setValueAt(place - middle);
        if (value.isZero()) {
            return;
        }
        columns.clear();
        divideBySmall(place);
        if (value.bits() - sum > slackBits + 1 + value.bits() / 32) {
            return;
        }
        divideByLeading();
        divideByMiddle(place);
        divideByLarge(place);
        if (value.rest() != 0) {
            finish(place);
        }
    }

    private void divideBySmall(int place) {
        if (value.isNegative()) {
            columns.add(Relations.SIGN);
        }
        for (int twos = value.removeTwos() + 2; twos > 0; twos--) {
            columns.add(1);
        }
        for (int i = 1; i < firstSieved; i++) {
            int rest = place - (int) (place * reciprocals[i] >>> RECIPROCAL_BITS) * base.primes[i];
            if (rest == polynomials.roots1[i] || rest == polynomials.roots2[i]) {
                remove(i);
            }
        }
    }

    /** The primes of the leading coefficient stand in the relation once more. */
    private void divideByLeading() {
        for (int index : polynomials.factors()) {
            columns.add(index + 1);
            remove(index);
        }
    }

    private void divideByMiddle(int place) {
        int[] primes = base.primes;
        int[] roots1 = polynomials.roots1;
        int[] roots2 = polynomials.roots2;
        for (int i = firstSieved; i < firstBeyond; i++) {
            int rest = place - (int) (place * reciprocals[i] >>> RECIPROCAL_BITS) * primes[i];
            if (rest == roots1[i] || rest == roots2[i]) {
                remove(i);
            }
        }
    }

    private void divideByLarge(int place) {
        int[] roots1 = polynomials.roots1;
        int[] roots2 = polynomials.roots2;
        for (int i = firstBeyond; i < roots1.length; i++) {
            if (place == roots1[i] || place == roots2[i]) {
                remove(i);
            }
        }
    }

    private void remove(int index) {
        while (value.divide(base.primes[index])) {
            columns.add(index + 1);
        }
    }

    private void finish(int place) {
        long rest = value.rest();
        if (rest <= largeMax) {
            add(place, 1, (int) rest);
        } else if (settings.hasTwoLargePrimes() && isProductOfTwo(rest)) {
            long p = WordRho.factor(rest);
            if (p <= largeMax && rest / p <= largeMax) {
                add(place, (int) p, (int) (rest / p));
            }
        }
    }

    private boolean isProductOfTwo(long rest) {
        long largest = base.largest();
        long root = (long) Math.sqrt(rest);
        return rest > largest * largest
                && rest <= largeMax * largeMax
                && root * root != rest
                && !Primality.isPrime(rest);
    }

    private void add(int place, int p, int q) {
        BigInteger twice = polynomials.a().multiply(BigInteger.valueOf(2L * (place - middle)));
        relations.add(twice.add(polynomials.b()), columns, p, q);
    }
}
