package junretsu.jobs.factor;

/**
 * An elliptic curve in Montgomery's form, B y^2 = x^3 + A x^2 + x, modulo a number, with points as X : Z (Montgomery,
 * "Speeding the Pollard and elliptic curve methods of factorization", 1987, section 10.3.1).
 *
 * <p>Point i has its X in register 2 i and its Z in register 2 i + 1.
 */
abstract class Curve {
    private static final int TEMPORARIES = 6;

    /** (A + 2) / 4. */
    final int a24;

    final int s;
    final int t;
    final int u;
    final int v;
    final int w;

    private final Residues residues;

    Curve(Residues residues, int points) {
        this.residues = residues;
        a24 = 2 * points;
        s = a24 + 1;
        t = a24 + 2;
        u = a24 + 3;
        v = a24 + 4;
        w = a24 + 5;
    }

    /** @param residues with {@link #registers} registers for so many points */
    static Curve of(Residues residues, int points) {
        if (residues instanceof TwoDigits two) {
            return new TwoDigitCurve(two, points);
        }
        return new AnyCurve(residues, points);
    }

    static int registers(int points) {
        return 2 * points + TEMPORARIES;
    }

    /** Sets the curve, and point 0 to the point on it. */
    final void begin(int x, int z, int a24OfCurve) {
        residues.copy(0, x);
        residues.copy(1, z);
        residues.copy(a24, a24OfCurve);
    }

    /** Sets a point to twice another. */
    abstract void twice(int to, int point);

    /** Sets a point to the sum of two whose difference is known. */
    abstract void sum(int to, int first, int second, int difference);

    /**
     * Multiplies a register by X1 Z2 - X2 Z1, which is 0 modulo a prime where the points are the same or opposite.
     */
    abstract void accumulate(int product, int first, int second);

    final void copy(int to, int point) {
        residues.copy(2 * to, 2 * point);
        residues.copy(2 * to + 1, 2 * point + 1);
    }

    /** Sets two points to m and m + 1 times another, for m of at least 1: Montgomery's ladder. */
    final void multiply(int low, int high, int point, int m) {
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
}
