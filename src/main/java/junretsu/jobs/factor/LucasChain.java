package junretsu.jobs.factor;

import java.util.Arrays;

/**
 * The instructions that multiply a point by a prime so that each sum of two points has their difference at hand, by
 * Montgomery's PRAC ("Evaluating recurrences of form X(m+n) = f(X(m), X(n), X(m-n)) via Lucas chains", 1983, table
 * 4). Of several ratios to begin with the one is taken that gives the cheapest chain.
 */
final class LucasChain {
    static final int POINTS = 5;

    private static final int SUM_COST = 6;
    private static final int DOUBLE_COST = 5;

    /** The golden ratio, and numbers whose continued fractions differ from its in one early term. */
    private static final double[] RATIOS = {
        1.61803398875,
        1.72360679775,
        1.61834711965,
        1.61791440652,
        1.38196601125,
        1.58017872829,
        1.63283980608,
        1.61242994950,
        1.62018198080,
        1.61721461653
    };

    private int[] program = new int[64];
    private int length;
    private int cost;

    /** The points of the recurrence: A = d' P, B = e' P with the difference C, such that d A + e B is the result. */
    private int a;

    private int b;
    private int c;
    private int t;
    private int u;
    private int d;
    private int e;

    int[] program() {
        return program;
    }

    int length() {
        return length;
    }

    /** Writes the chain for a prime times a point anew; returns the point that holds the result. */
    int multiply(int prime, int point) {
        double best = RATIOS[0];
        int bestCost = Integer.MAX_VALUE;
        for (double ratio : RATIOS) {
            if (write(prime, point, ratio) && cost < bestCost) {
                bestCost = cost;
                best = ratio;
            }
        }
        write(prime, point, best);
        return a;
    }

    /** Returns false when the ratio leads to no chain. */
    private boolean write(int prime, int point, double ratio) {
        length = 0;
        cost = 0;
        a = point;
        b = (point + 1) % POINTS;
        c = (point + 2) % POINTS;
        t = (point + 3) % POINTS;
        u = (point + 4) % POINTS;
        if (prime == 2) {
            twice(a, a);
            return true;
        }
        int part = (int) (prime / ratio + 0.5);
        d = prime - part;
        e = 2 * part - prime;
        copy(b, a);
        copy(c, a);
        twice(a, a);
        while (d != e) {
            if (d <= 0 || e <= 0) {
                return false;
            }
            step();
        }
        sum(a, a, b, c);
        return d == 1;
    }

    /** The first rule of the table whose condition holds. */
    private void step() {
        if (d < e) {
            int x = d;
            d = e;
            e = x;
            x = a;
            a = b;
            b = x;
        }
        if (d - e <= e / 4 && (d + e) % 3 == 0) {
            rule1();
        } else if (d - e <= e / 4 && (d - e) % 6 == 0 || (d + 3) / 4 > e && (d + e) % 2 == 0) {
            d = (d - e) / 2;
            sum(b, a, b, c);
            twice(a, a);
        } else if ((d + 3) / 4 <= e) {
            rule3();
        } else if (d % 2 == 0) {
            d /= 2;
            sum(c, c, a, b);
            twice(a, a);
        } else if (d % 3 == 0) {
            rule6();
        } else if ((d + e) % 3 == 0) {
            d = (d - 2 * e) / 3;
            sum(t, a, b, c);
            sum(b, t, a, b);
            triple();
        } else if ((d - e) % 3 == 0) {
            rule8();
        } else {
            e /= 2;
            sum(c, c, b, a);
            twice(b, b);
        }
    }

    private void rule1() {
        d = (2 * d - e) / 3;
        e = (e - d) / 2;
        sum(t, a, b, c);
        sum(u, t, a, b);
        sum(b, b, t, a);
        int x = a;
        a = u;
        u = x;
    }

    private void rule3() {
        d -= e;
        sum(t, b, a, c);
        int x = b;
        b = t;
        t = c;
        c = x;
    }

    private void rule6() {
        d = d / 3 - e;
        twice(t, a);
        sum(u, a, b, c);
        sum(a, t, a, a);
        sum(t, t, u, c);
        int x = c;
        c = b;
        b = t;
        t = x;
    }

    private void rule8() {
        d = (d - e) / 3;
        sum(t, a, b, c);
        sum(c, c, a, b);
        int x = b;
        b = t;
        t = x;
        triple();
    }

    private void triple() {
        twice(t, a);
        sum(a, t, a, a);
    }

    private void sum(int to, int first, int second, int difference) {
        emit(to | first << 4 | second << 8 | difference << 12);
        cost += SUM_COST;
    }

    private void twice(int to, int point) {
        emit(to | point << 4 | StageOne.DOUBLE << 12);
        cost += DOUBLE_COST;
    }

    private void copy(int to, int point) {
        emit(to | point << 4 | StageOne.COPY << 12);
    }

    private void emit(int instruction) {
        if (length == program.length) {
            program = Arrays.copyOf(program, 2 * length);
        }
        program[length++] = instruction;
    }
}
