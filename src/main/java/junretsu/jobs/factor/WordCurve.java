package junretsu.jobs.factor;

/**
 * The elliptic curve method for numbers below 2^63, with {@link Curve}'s formulas and the programs of {@link
 * StageOne} and {@link StageTwo}, in words. Some 10 to 50 microseconds for a factor of 24 to 31 bits, so in one go.
 */
final class WordCurve {
    private static final int STEP_2 = StageOne.POINTS;
    private static final int STEP_3 = STEP_2 + 1;
    private static final int STEP_6 = STEP_2 + 2;
    private static final int WIDTH = STEP_2 + 3;
    private static final int ROW = STEP_2 + 4;
    private static final int FIRST_STEP = STEP_2 + 7;
    private static final int CURVES_MAX = 40;
    private static final long SIGMA = 6;

    /** The bounds of one size of number: both stages, made once. */
    private record Bounds(StageOne one, StageTwo two) {
        Bounds(int first, int second, int width) {
            this(new StageOne(first), new StageTwo(first, second, width));
        }
    }

    private static final int[] BITS = {46, 53, 58};
    private static final Bounds[] BOUNDS = {
        new Bounds(47, 1_200, 60), new Bounds(70, 1_900, 60), new Bounds(120, 3_200, 210), new Bounds(180, 5_000, 210)
    };

    private final WordModulus modulus;
    private final Bounds bounds;
    private final long[] xs;
    private final long[] zs;
    private long a24;

    private WordCurve(long n) {
        modulus = new WordModulus(n);
        int size = 0;
        while (size < BITS.length && n >>> BITS[size] != 0) {
            size++;
        }
        bounds = BOUNDS[size];
        xs = new long[FIRST_STEP + bounds.two.width() / 6 + 1];
        zs = new long[xs.length];
    }

    /** Returns a factor other than 1 and n of an odd number that is not prime; 0 when no curve showed one. */
    static long factor(long n) {
        WordCurve curve = new WordCurve(n);
        for (long sigma = SIGMA; sigma < SIGMA + CURVES_MAX; sigma++) {
            long factor = curve.tryCurve(sigma);
            if (factor != 1 && factor != n) {
                return factor;
            }
        }
        return 0;
    }

    private long tryCurve(long sigma) {
        long common = choose(sigma);
        if (common != 1) {
            return common;
        }
        stageOne();
        common = modulus.gcd(stageTwo());
        return common == modulus.modulus() ? modulus.gcd(zs[0]) : common;
    }

    /** As {@link Curve#choose}. */
    private long choose(long sigma) {
        WordModulus m = modulus;
        long p = m.of(sigma * sigma - 5);
        long q = m.of(4 * sigma);
        long p3 = m.multiply(m.multiply(p, p), p);
        long fourP3Q = m.multiply(m.multiply(p3, q), m.of(16));
        long d = m.subtract(q, p);
        long dividend = m.multiply(m.multiply(d, d), d);
        dividend = m.multiply(dividend, m.add(m.add(p, p), m.add(p, q)));
        long common = m.gcd(fourP3Q);
        if (common == 1) {
            a24 = m.multiply(dividend, m.inverseOf(fourP3Q));
            xs[0] = p3;
            zs[0] = m.multiply(m.multiply(q, q), q);
        }
        return common;
    }

    private void stageOne() {
        for (int part = 0; part < bounds.one.parts(); part++) {
            run(bounds.one.part(part));
        }
    }

    private void run(int[] program) {
        for (int instruction : program) {
            int to = instruction & 15;
            int first = instruction >> 4 & 15;
            int difference = instruction >> 12;
            if (difference == StageOne.DOUBLE) {
                twice(to, first);
            } else if (difference == StageOne.COPY) {
                xs[to] = xs[first];
                zs[to] = zs[first];
            } else {
                sum(to, first, instruction >> 8 & 15, difference);
            }
        }
    }

    private static int stepPoint(int j) {
        return FIRST_STEP + j / 3;
    }

    /** As {@link CurveMethod}'s second stage; returns the product. */
    private long stageTwo() {
        StageTwo two = bounds.two;
        steps(two.width());
        multiply(WIDTH, ROW, 0, two.width());
        multiply(ROW, ROW + 1, WIDTH, two.first());
        int[] residues = two.residues();
        long product = zs[0];
        for (int row = 0; row < two.rows(); row++) {
            long x = xs[ROW + row % 3];
            long z = zs[ROW + row % 3];
            for (short index : two.row(row)) {
                int step = stepPoint(residues[index]);
                long cross = modulus.subtract(modulus.multiply(x, zs[step]), modulus.multiply(xs[step], z));
                product = modulus.multiply(product, cross);
            }
            if (row > 0) {
                sum(ROW + (row + 1) % 3, ROW + row % 3, WIDTH, ROW + (row + 2) % 3);
            } else {
                sum(ROW + 2, ROW + 1, WIDTH, ROW);
            }
        }
        return product;
    }

    private void steps(int width) {
        xs[FIRST_STEP] = xs[0];
        zs[FIRST_STEP] = zs[0];
        twice(STEP_2, 0);
        sum(STEP_3, STEP_2, 0, 0);
        twice(STEP_6, STEP_3);
        sum(stepPoint(5), STEP_3, STEP_2, 0);
        sum(stepPoint(7), stepPoint(5), STEP_2, STEP_3);
        sum(stepPoint(11), STEP_6, stepPoint(5), 0);
        sum(stepPoint(13), STEP_6, stepPoint(7), 0);
        for (int j = 17; j < width / 2; j += (j % 6 == 5 ? 2 : 4)) {
            sum(stepPoint(j), stepPoint(j - 6), STEP_6, stepPoint(j - 12));
        }
    }

    private void multiply(int low, int high, int point, int m) {
        xs[low] = xs[point];
        zs[low] = zs[point];
        twice(high, point);
        for (int bit = 30 - Integer.numberOfLeadingZeros(m); bit >= 0; bit--) {
            boolean isOne = (m >> bit & 1) != 0;
            sum(isOne ? low : high, low, high, point);
            twice(isOne ? high : low, isOne ? high : low);
        }
    }

    private void twice(int to, int point) {
        WordModulus m = modulus;
        long s = m.add(xs[point], zs[point]);
        long t = m.subtract(xs[point], zs[point]);
        s = m.multiply(s, s);
        t = m.multiply(t, t);
        long u = m.subtract(s, t);
        xs[to] = m.multiply(s, t);
        zs[to] = m.multiply(u, m.add(t, m.multiply(u, a24)));
    }

    private void sum(int to, int first, int second, int difference) {
        WordModulus m = modulus;
        long s = m.multiply(m.add(xs[first], zs[first]), m.subtract(xs[second], zs[second]));
        long t = m.multiply(m.subtract(xs[first], zs[first]), m.add(xs[second], zs[second]));
        long u = m.add(s, t);
        long v = m.subtract(s, t);
        long x = m.multiply(zs[difference], m.multiply(u, u));
        zs[to] = m.multiply(xs[difference], m.multiply(v, v));
        xs[to] = x;
    }
}
