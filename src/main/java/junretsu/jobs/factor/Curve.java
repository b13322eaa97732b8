package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * An elliptic curve in Montgomery's form, B y^2 = x^3 + A x^2 + x, modulo a number, with points as X : Z (Montgomery,
 * "Speeding the Pollard and elliptic curve methods of factorization", 1987, section 10.3.1). Suyama's parameters give it a
 * group order that 12 divides (Brent, "Factorization of the tenth Fermat number", 1999, section 2.3).
 *
 * <p>Point i has its X in register 2 i and its Z in register 2 i + 1.
 */
final class Curve {
    private static final int TEMPORARIES = 6;

    private final Residues residues;

    /** (A + 2) / 4. */
    private final int a24;

    private final int s;
    private final int t;
    private final int u;
    private final int v;
    private final int w;

    /** @param residues with {@link #registers} registers for so many points */
    Curve(Residues residues, int points) {
        this.residues = residues;
        a24 = 2 * points;
        s = a24 + 1;
        t = a24 + 2;
        u = a24 + 3;
        v = a24 + 4;
        w = a24 + 5;
    }

    static int registers(int points) {
        return 2 * points + TEMPORARIES;
    }

    /**
     * Sets the curve, and point 0 to the point on it that belongs to Suyama's sigma.
     *
     * @return the number itself, or a factor of it, when there is no such curve, else 1
     */
    BigInteger choose(long sigma) {
        BigInteger n = residues.n;
        BigInteger p = BigInteger.valueOf(sigma * sigma - 5);
        BigInteger q = BigInteger.valueOf(4 * sigma);
        BigInteger x = p.pow(3).mod(n);
        BigInteger z = q.pow(3).mod(n);
        BigInteger divisor = x.multiply(q).shiftLeft(4).mod(n);
        BigInteger common = divisor.gcd(n);
        if (!common.equals(BigInteger.ONE)) {
            return common;
        }
        BigInteger dividend =
                q.subtract(p).pow(3).multiply(p.multiply(BigInteger.valueOf(3)).add(q));
        residues.set(a24, dividend.multiply(divisor.modInverse(n)));
        residues.set(0, x);
        residues.set(1, z);
        return common;
    }

    /** Sets a point to twice another. */
    void twice(int to, int point) {
        Residues r = residues;
        r.addAndSubtract(s, t, 2 * point, 2 * point + 1);
        r.multiply(s, s, s);
        r.multiply(t, t, t);
        r.subtract(u, s, t);
        r.multiply(2 * to, s, t);
        r.multiply(v, u, a24);
        r.add(v, v, t);
        r.multiply(2 * to + 1, u, v);
    }

    /** Sets a point to the sum of two whose difference is known. */
    void sum(int to, int first, int second, int difference) {
        Residues r = residues;
        r.addAndSubtract(s, t, 2 * first, 2 * first + 1);
        r.addAndSubtract(u, v, 2 * second, 2 * second + 1);
        r.multiply(s, s, v);
        r.multiply(t, t, u);
        r.addAndSubtract(u, v, s, t);
        r.multiply(u, u, u);
        r.multiply(v, v, v);
        r.multiply(w, 2 * difference + 1, u);
        r.multiply(2 * to + 1, 2 * difference, v);
        r.copy(2 * to, w);
    }

    void copy(int to, int point) {
        residues.copy(2 * to, 2 * point);
        residues.copy(2 * to + 1, 2 * point + 1);
    }

    /** Sets two points to m and m + 1 times another, for m of at least 1: Montgomery's ladder. */
    void multiply(int low, int high, int point, int m) {
        copy(low, point);
        twice(high, point);
        for (int bit = 30 - Integer.numberOfLeadingZeros(m); bit >= 0; bit--) {
            if ((m >> bit & 1) != 0) {
                sum(low, low, high, point);
                twice(high, high);
            } else {
                sum(high, low, high, point);
                twice(low, low);
            }
        }
    }

    /** Multiplies a register by X1 Z2 - X2 Z1, which is 0 modulo a prime where the points are the same or opposite. */
    void accumulate(int product, int first, int second) {
        Residues r = residues;
        r.multiply(s, 2 * first, 2 * second + 1);
        r.multiply(t, 2 * second, 2 * first + 1);
        r.subtract(s, s, t);
        r.multiply(product, product, s);
    }
}
