package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The test of Baillie, Pomerance, Selfridge and Wagstaff for odd numbers from 2^63 on: a strong test to base 2 and a
 * strong Lucas test with Selfridge's parameters ("Lucas pseudoprimes", Mathematics of Computation 35, 1980). Below
 * 2^64 strong tests to seven bases instead, which are a proof.
 */
final class BailliePsw implements Method {
    private static final int POWER = 0;
    private static final int BASE = 1;
    private static final int WORD_BITS = 64;

    private final BigInteger n;
    private final Residues residues;
    private final long[] bases;
    private final BigInteger one;
    private final BigInteger minusOne;
    private final int twos;
    private final BigInteger odd;

    private int base;
    private int bit = -1;
    private StrongLucas lucas;
    private boolean isComposite;

    BailliePsw(BigInteger n) {
        this.n = n;
        residues = Residues.of(n, 2);
        bases = n.bitLength() <= WORD_BITS ? Primality.basesOfWords() : new long[] {2};
        residues.set(POWER, BigInteger.ONE);
        one = residues.canonical(POWER);
        minusOne = n.subtract(one);
        BigInteger even = n.subtract(BigInteger.ONE);
        twos = even.getLowestSetBit();
        odd = even.shiftRight(twos);
    }

    @Override
    public boolean run(Checkpoint checkpoint) {
        while (base < bases.length) {
            if (!raise(checkpoint)) {
                return false;
            }
            if (!isStrong()) {
                isComposite = true;
                return true;
            }
            base++;
        }
        if (n.bitLength() <= WORD_BITS) {
            return true;
        }
        if (lucas == null) {
            lucas = new StrongLucas(n);
        }
        if (!lucas.run(checkpoint)) {
            return false;
        }
        isComposite = !lucas.isPassed();
        return true;
    }

    /** Returns the verdict, once {@link #run} came to its end. */
    boolean isPrime() {
        return !isComposite;
    }

    /** Raises the base to the odd part of n - 1. */
    private boolean raise(Checkpoint checkpoint) {
        if (bit < 0) {
            residues.set(BASE, BigInteger.valueOf(bases[base]));
            residues.copy(POWER, BASE);
            bit = odd.bitLength() - 1;
        }
        int untilCheck = residues.multiplicationsACheck();
        while (bit > 0) {
            bit--;
            residues.multiply(POWER, POWER, POWER);
            if (odd.testBit(bit)) {
                residues.multiply(POWER, POWER, BASE);
            }
            if (--untilCheck <= 0) {
                if (checkpoint.isOver()) {
                    return false;
                }
                untilCheck = residues.multiplicationsACheck();
            }
        }
        bit = -1;
        return true;
    }

    private boolean isStrong() {
        BigInteger power = residues.canonical(POWER);
        if (power.equals(one) || power.equals(minusOne)) {
            return true;
        }
        for (int i = 1; i < twos; i++) {
            residues.multiply(POWER, POWER, POWER);
            if (residues.canonical(POWER).equals(minusOne)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public BigInteger factor() {
        return null;
    }

    @Override
    public String title() {
        return "primality test";
    }
}
