package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The self-initializing quadratic sieve for one number: a factor base, polynomials whose values are sieved until
 * there are more sets of relations than primes, the dependencies between them, and square roots until one shows a
 * factor (Pomerance, "The quadratic sieve factoring algorithm", 1985; Contini, "Factoring integers with the
 * self-initializing quadratic sieve", 1997).
 */
final class QuadraticSieve implements Method {
    private enum Phase {
        BASE,
        POLYNOMIAL,
        LARGE_PRIMES,
        BLOCKS,
        MATRIX,
        ROOTS,
        END
    }

    private static final int LARGE_PRIMES_A_CHECK = 8_192;

    /** Measured between two slices at 128 to 150 bits, 230 to 350 KB. */
    private static final int BYTES = 350_000;

    private static final int BYTES_BEFORE = 1_000;
    private static final int SURPLUS = 12;

    private final BigInteger n;
    private final int multiplier;
    private final BigInteger multiple;
    private final SieveSettings settings;
    private FactorBase base;
    private Relations relations;
    private final GrowingInts candidates = new GrowingInts();
    private SievePolynomials polynomials;
    private SieveArray sieve;
    private CandidateDivision division;
    private SieveMatrix matrix;
    private SquareRoot root;

    private Phase phase = Phase.BASE;
    private int threshold;
    private int at;
    private int setsNeeded;
    private BigInteger factor;

    /**
     * Makes a sieve, which holds next to no memory until it first runs.
     *
     * @param n odd, composite, and not a power
     */
    QuadraticSieve(BigInteger n) {
        this.n = n;
        multiplier = SieveMultiplier.of(n);
        multiple = n.multiply(BigInteger.valueOf(multiplier));
        settings = SieveSettings.of(n);
        setsNeeded = settings.primes() + SURPLUS;
    }

    @Override
    public boolean run(Checkpoint checkpoint) {
        while (phase != Phase.END) {
            boolean isWhole = switch (phase) {
                case BASE -> base(checkpoint);
                case POLYNOMIAL -> polynomial(checkpoint);
                case LARGE_PRIMES -> largePrimes();
                case BLOCKS -> block();
                case MATRIX -> matrix(checkpoint);
                default -> roots(checkpoint);
            };
            if (!isWhole || phase != Phase.END && checkpoint.isOver()) {
                return false;
            }
        }
        return true;
    }

    private boolean base(Checkpoint checkpoint) {
        if (base == null) {
            base = new FactorBase(n, multiple, settings.primes());
            relations = new Relations(multiple.bitLength() + 2);
        }
        if (!base.extend(checkpoint)) {
            return false;
        }
        if (base.divisor() != 0) {
            factor = BigInteger.valueOf(base.divisor());
            phase = Phase.END;
            return true;
        }
        int first = base.indexOf(settings.smallest());
        sieve = new SieveArray(base, first, settings.places());
        int middle = sieve.places() / 2;
        polynomials = new SievePolynomials(multiple, base, middle, multiplier);
        int bits = multiple.bitLength() / 2 + 33 - Integer.numberOfLeadingZeros(middle);
        division = new CandidateDivision(base, polynomials, relations, settings, bits, sieve.places());
        threshold = threshold(middle);
        phase = Phase.POLYNOMIAL;
        return true;
    }

    /**
     * The bits of a usual value less those that may be missing: of large primes, and of primes that are not sieved
     * by.
     */
    private int threshold(int middle) {
        double bits = (SievePolynomials.logarithm(multiple) / 2 + Math.log(middle)) / Math.log(2) - 1.5;
        double small = 0;
        for (int i = 1; base.primes[i] < settings.smallest(); i++) {
            small += 2 * Math.log(base.primes[i]) / Math.log(2) / (base.primes[i] - 1);
        }
        double usual = bits - settings.tolerance() * division.slackBits() - small - 1;
        return (int) Math.min(SieveArray.THRESHOLD_MAX, usual);
    }

    private boolean polynomial(Checkpoint checkpoint) {
        if (!polynomials.next(checkpoint)) {
            return false;
        }
        division.begin();
        sieve.begin(threshold, polynomials);
        at = sieve.firstLarge();
        phase = Phase.LARGE_PRIMES;
        return true;
    }

    private boolean largePrimes() {
        int end = Math.min(base.size(), at + LARGE_PRIMES_A_CHECK);
        sieve.sieveLarge(at, end, polynomials);
        at = end;
        if (at == base.size()) {
            at = 0;
            phase = Phase.BLOCKS;
        }
        return true;
    }

    private boolean block() {
        sieve.sieveBlock(at);
        candidates.clear();
        sieve.scan(at, candidates);
        for (int i = 0; i < candidates.size(); i++) {
            int place = candidates.get(i);
            division.divide(place, sieve.sum(place, threshold));
        }
        at++;
        if (at == sieve.blocks()) {
            phase = relations.sets().size() >= setsNeeded ? Phase.MATRIX : Phase.POLYNOMIAL;
        }
        return true;
    }

    private boolean matrix(Checkpoint checkpoint) {
        if (matrix == null) {
            matrix = new SieveMatrix(relations, base.size() + 1);
        }
        if (matrix.run(checkpoint)) {
            at = 0;
            phase = Phase.ROOTS;
            return true;
        }
        return false;
    }

    /** Tries one dependency after the other; when none shows a factor, which is rare, more relations are sieved. */
    private boolean roots(Checkpoint checkpoint) {
        while (root == null && at < matrix.columns()) {
            int[] dependency = matrix.dependency(at++);
            if (dependency != null) {
                root = new SquareRoot(n, base, relations, dependency);
            }
        }
        if (root == null) {
            matrix = null;
            setsNeeded = relations.sets().size() + 2 * SURPLUS;
            phase = Phase.POLYNOMIAL;
            return true;
        }
        if (!root.run(checkpoint)) {
            return false;
        }
        BigInteger common = root.common();
        root = null;
        if (!common.equals(BigInteger.ONE) && !common.equals(n)) {
            factor = common;
            phase = Phase.END;
        }
        return true;
    }

    @Override
    public BigInteger factor() {
        return factor;
    }

    @Override
    public String title() {
        return phase == Phase.MATRIX || phase == Phase.ROOTS ? "linear algebra" : "sieve";
    }

    @Override
    public double progress() {
        return relations == null ? 0 : Math.min(1, (double) relations.sets().size() / setsNeeded);
    }

    /** Returns whether it holds the memory of a sieve. */
    boolean hasBegun() {
        return base != null;
    }

    @Override
    public long bytes() {
        return hasBegun() ? BYTES : BYTES_BEFORE;
    }
}
