package junretsu.jobs.factor;

/**
 * A curve modulo a number of two digits: the formulas of {@link AnyCurve}, whose products the compiler can put in
 * place here. A product is 4 ns then, and 9 ns as a call of which it does not know whose.
 */
final class TwoDigitCurve extends Curve {
    private final TwoDigits residues;

    TwoDigitCurve(TwoDigits residues, int points) {
        super(residues, points);
        this.residues = residues;
    }

    @Override
    void twice(int to, int point) {
        TwoDigits r = residues;
        r.addAndSubtract(s, t, 2 * point, 2 * point + 1);
        r.multiply(s, s, s);
        r.multiply(t, t, t);
        r.subtract(u, s, t);
        r.multiply(2 * to, s, t);
        r.multiply(v, u, a24);
        r.add(v, v, t);
        r.multiply(2 * to + 1, u, v);
    }

    @Override
    void sum(int to, int first, int second, int difference) {
        TwoDigits r = residues;
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

    @Override
    void accumulate(int product, int first, int second) {
        TwoDigits r = residues;
        r.multiply(s, 2 * first, 2 * second + 1);
        r.multiply(t, 2 * second, 2 * first + 1);
        r.subtract(s, s, t);
        r.multiply(product, product, s);
    }
}
