package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * Chooses curves, several at a time, by Suyama's sigma: u = sigma^2 - 5, v = 4 sigma, the point u^3 : v^3, and (A +
 * 2) / 4 = (v - u)^3 (3 u + v) / (16 u^3 v), a curve whose group order 12 divides (Brent, "Factorization of the tenth
 * Fermat number", 1999, section 2.3). An inverse costs hundreds of products, so one is taken for a batch of curves
 * (Montgomery, 1987, section 10.3.1).
 */
final class CurveParameters {
    /** Curves of a batch, at most. */
    static final int BATCH = 8;

    /**
     * Registers of a curve: the point's X and Z, (A + 2) / 4, its divisor, and the product of the divisors so far.
     */
    private static final int EACH = 5;

    private static final int OWN = 6;

    /** Registers that are needed. */
    static final int REGISTERS = EACH * BATCH + OWN;

    private final Residues residues;
    private final int first;
    private final int u;
    private final int v;
    private final int t;
    private final int sixteen;
    private final int radixSquare;
    private final int radixCube;

    /** @param first of {@link #REGISTERS} registers */
    CurveParameters(Residues residues, int first) {
        this.residues = residues;
        this.first = first;
        u = first + EACH * BATCH;
        v = u + 1;
        t = u + 2;
        sixteen = u + 3;
        radixSquare = u + 4;
        radixCube = u + 5;
        residues.set(t, BigInteger.ONE);
        residues.set(radixSquare, residues.canonical(t));
        residues.multiply(radixCube, radixSquare, radixSquare);
        setSmall(sixteen, 16);
    }

    /** Sets a register to the residue of a number below 2^60. */
    private void setSmall(int d, long number) {
        residues.setDigits(d, BigInteger.valueOf(number));
        residues.multiply(d, d, radixSquare);
    }

    int x(int curve) {
        return first + EACH * curve;
    }

    int z(int curve) {
        return x(curve) + 1;
    }

    /** The register of (A + 2) / 4. */
    int a24(int curve) {
        return x(curve) + 2;
    }

    private int divisor(int curve) {
        return x(curve) + 3;
    }

    private int product(int curve) {
        return x(curve) + 4;
    }

    /**
     * Chooses the curves of a batch.
     *
     * @param sigma of the first one, at least 6; the others follow
     * @return 1, or when one of them is none what its divisor has in common with n
     */
    BigInteger choose(long sigma, int curves) {
        for (int i = 0; i < curves; i++) {
            begin(i, sigma + i);
        }
        BigInteger all = residues.canonical(product(curves - 1));
        try {
            residues.setDigits(t, all.modInverse(residues.n));
        } catch (ArithmeticException e) {
            return all.gcd(residues.n);
        }
        residues.multiply(t, t, radixCube);
        for (int i = curves - 1; i > 0; i--) {
            residues.multiply(u, t, product(i - 1));
            residues.multiply(t, t, divisor(i));
            residues.multiply(a24(i), a24(i), u);
        }
        residues.multiply(a24(0), a24(0), t);
        return BigInteger.ONE;
    }

    private void begin(int curve, long sigma) {
        Residues r = residues;
        int a = a24(curve);
        setSmall(u, sigma * sigma - 5);
        setSmall(v, 4 * sigma);
        r.multiply(t, u, u);
        r.multiply(x(curve), t, u);
        r.multiply(t, v, v);
        r.multiply(z(curve), t, v);
        r.multiply(t, x(curve), v);
        r.multiply(divisor(curve), t, sixteen);
        r.subtract(t, v, u);
        r.multiply(a, t, t);
        r.multiply(a, a, t);
        r.add(v, v, u);
        r.add(v, v, u);
        r.add(v, v, u);
        r.multiply(a, a, v);
        if (curve == 0) {
            r.copy(product(0), divisor(0));
        } else {
            r.multiply(product(curve), product(curve - 1), divisor(curve));
        }
    }
}
