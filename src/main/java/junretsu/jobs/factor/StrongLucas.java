package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The strong Lucas test (Baillie and Wagstaff, "Lucas pseudoprimes", 1980) with Selfridge's parameters: D is the
 * first of 5, -7, 9, -11, ... with Jacobi symbol (D / n) = -1, P = 1, Q = (1 - D) / 4. With n + 1 = d 2^s and d odd,
 * a prime has U(d) = 0 or one of V(d), V(2d), ..., V(d 2^(s-1)) = 0.
 */
final class StrongLucas {
    private static final int U = 0;
    private static final int V = 1;
    private static final int Q_POWER = 2;
    private static final int T = 3;
    private static final int D = 4;
    private static final int Q = 5;
    private static final int HALF = 6;
    private static final int ONE = 7;

    /** Tries of D before a square is looked for: D is found among these for almost all that are none. */
    private static final int TRIES_BEFORE_SQUARE = 16;

    private final BigInteger n;
    private final int twos;
    private final BigInteger odd;
    private Residues residues;
    private int bit;
    private boolean isPassed;

    StrongLucas(BigInteger n) {
        this.n = n;
        BigInteger even = n.add(BigInteger.ONE);
        twos = even.getLowestSetBit();
        odd = even.shiftRight(twos);
    }

    /** Works until the verdict is there (true) or the slice is over (false). */
    boolean run(Checkpoint checkpoint) {
        if (residues == null) {
            long d = parameter();
            if (d == 0) {
                return true;
            }
            begin(d);
        }
        int untilCheck = residues.multiplicationsACheck();
        while (bit > 0) {
            bit--;
            step(odd.testBit(bit));
            untilCheck -= 5;
            if (untilCheck <= 0) {
                if (checkpoint.isOver()) {
                    return false;
                }
                untilCheck = residues.multiplicationsACheck();
            }
        }
        isPassed = isZero(U) || isZeroInV();
        return true;
    }

    /** Returns the verdict, once {@link #run} came to its end. */
    boolean isPassed() {
        return isPassed;
    }

    /** Selfridge's D; 0 when n is a square or has a factor among the candidates. */
    private long parameter() {
        for (long d = 5; ; d += 2) {
            long signed = (d & 2) == 0 ? d : -d;
            int jacobi = jacobi(signed, n);
            if (jacobi < 0) {
                return signed;
            }
            boolean isSquare =
                    d == 5 + 2 * TRIES_BEFORE_SQUARE && n.sqrt().pow(2).equals(n);
            if (jacobi == 0 && n.bitLength() >= 63 || isSquare) {
                return 0;
            }
        }
    }

    /** The Jacobi symbol (d / n), d odd and not 0, n odd, by reciprocity. */
    static int jacobi(long d, BigInteger n) {
        long m = Math.abs(d);
        int fourth = n.intValue() & 3;
        int sign = d < 0 && fourth == 3 ? -1 : 1;
        if (fourth == 3 && (m & 3) == 3) {
            sign = -sign;
        }
        return sign * jacobi(n.mod(BigInteger.valueOf(m)).longValue(), m);
    }

    /**
     * The Jacobi symbol (a / m), a from 0 on, m odd (Cohen, "A Course in Computational Algebraic Number Theory",
     * 1.4.10).
     */
    static int jacobi(long a, long m) {
        int sign = 1;
        while (a != 0) {
            int zeros = Long.numberOfTrailingZeros(a);
            a >>= zeros;
            if ((zeros & 1) != 0 && ((m & 7) == 3 || (m & 7) == 5)) {
                sign = -sign;
            }
            if ((a & m & 3) == 3) {
                sign = -sign;
            }
            long rest = m % a;
            m = a;
            a = rest;
        }
        return m == 1 ? sign : 0;
    }

    private void begin(long d) {
        residues = Residues.of(n, 8);
        residues.set(ONE, BigInteger.ONE);
        residues.set(D, BigInteger.valueOf(d));
        residues.set(Q, BigInteger.valueOf((1 - d) / 4));
        residues.set(HALF, n.add(BigInteger.ONE).shiftRight(1));
        residues.copy(U, ONE);
        residues.copy(V, ONE);
        residues.copy(Q_POWER, Q);
        bit = odd.bitLength() - 1;
    }

    /**
     * From k to 2k, or to 2k + 1. The difference of three terms is multiplied before anything else is added twice.
     */
    private void step(boolean isOdd) {
        residues.multiply(U, U, V);
        residues.multiply(V, V, V);
        residues.subtract(V, V, Q_POWER);
        residues.subtract(V, V, Q_POWER);
        residues.multiply(Q_POWER, Q_POWER, Q_POWER);
        if (!isOdd) {
            residues.multiply(V, V, ONE);
            return;
        }
        residues.multiply(T, U, D);
        residues.add(U, U, V);
        residues.add(V, T, V);
        residues.multiply(U, U, HALF);
        residues.multiply(V, V, HALF);
        residues.multiply(Q_POWER, Q_POWER, Q);
    }

    private boolean isZeroInV() {
        for (int i = 0; i < twos; i++) {
            if (isZero(V)) {
                return true;
            }
            step(false);
        }
        return false;
    }

    private boolean isZero(int register) {
        return residues.canonical(register).signum() == 0;
    }
}
