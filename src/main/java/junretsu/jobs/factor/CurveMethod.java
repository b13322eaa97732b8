package junretsu.jobs.factor;

import java.math.BigInteger;

/**
 * The elliptic curve method (Lenstra, "Factoring integers with elliptic curves", 1987) at one level: curve after
 * curve until one shows a factor or all have been tried. The time depends on the size of the factor that is found.
 */
final class CurveMethod implements Method {
    private enum Phase {
        CURVE,
        STAGE_ONE,
        STEPS,
        ROWS
    }

    private static final int STEP_2 = StageOne.POINTS;
    private static final int STEP_3 = STEP_2 + 1;
    private static final int STEP_6 = STEP_2 + 2;
    private static final int WIDTH = STEP_2 + 3;
    private static final int ROW = STEP_2 + 4;
    private static final int FIRST_STEP = STEP_2 + 7;
    private static final int OBJECT_BYTES = 1_000;
    private static final int SUM_COST = 6;
    private static final int PAIR_COST = 3;

    private final BigInteger n;
    private final StageOne one;
    private final StageTwo two;
    private final Residues residues;
    private final Curve curve;
    private final CurveParameters parameters;
    private final int product;
    private final long bytes;

    /** By index of the second stage's residues, the point. */
    private final int[] points;

    private Phase phase = Phase.CURVE;
    private long sigma;
    private int curvesLeft;
    private int curvesChosen;
    private int nextCurve;
    private int part;
    private int at;
    private int row;
    private int pair;
    private int credit;
    private BigInteger factor;

    /**
     * @param n odd, not a prime
     * @param sigma of the first curve, at least 6
     */
    CurveMethod(BigInteger n, CurveLevel level, long sigma) {
        this.n = n;
        this.sigma = sigma;
        one = level.stageOne();
        two = level.stageTwo();
        curvesLeft = level.curves();
        int count = FIRST_STEP + two.width() / 6 + 1;
        product = Curve.registers(count);
        int registers = product + 1 + CurveParameters.REGISTERS;
        residues = Residues.of(n, registers);
        bytes = OBJECT_BYTES + (long) registers * Long.BYTES * (1 + n.bitLength() / 32);
        curve = Curve.of(residues, count);
        parameters = new CurveParameters(residues, product + 1);
        points = new int[two.residues().length];
        for (int i = 0; i < points.length; i++) {
            points[i] = stepPoint(two.residues()[i]);
        }
    }

    /** The point that holds j P, for j = 1, 5, 7, 11, 13, ... */
    private static int stepPoint(int j) {
        return FIRST_STEP + j / 3;
    }

    @Override
    public boolean run(Checkpoint checkpoint) {
        while (curvesLeft > 0 && factor == null) {
            if (credit <= 0) {
                credit = residues.multiplicationsACheck();
                if (checkpoint.isOver()) {
                    return false;
                }
            }
            switch (phase) {
                case CURVE -> begin();
                case STAGE_ONE -> stageOne();
                case STEPS -> steps();
                case ROWS -> rows();
            }
        }
        return true;
    }

    private void begin() {
        if (nextCurve == curvesChosen) {
            nextCurve = 0;
            curvesChosen = Math.min(curvesLeft, CurveParameters.BATCH);
            BigInteger common = parameters.choose(sigma, curvesChosen);
            sigma += curvesChosen;
            credit -= 500;
            if (!common.equals(BigInteger.ONE)) {
                factor = common.equals(n) ? null : common;
                curvesLeft -= curvesChosen;
                curvesChosen = 0;
                return;
            }
        }
        curve.begin(parameters.x(nextCurve), parameters.z(nextCurve), parameters.a24(nextCurve));
        nextCurve++;
        part = 0;
        at = 0;
        phase = Phase.STAGE_ONE;
    }

    private void stageOne() {
        int[] program = one.part(part);
        int end = Math.min(program.length, at + Math.max(1, credit / SUM_COST));
        credit -= (end - at) * SUM_COST;
        for (; at < end; at++) {
            int instruction = program[at];
            int to = instruction & 15;
            int first = instruction >> 4 & 15;
            int difference = instruction >> 12;
            if (difference == StageOne.DOUBLE) {
                curve.twice(to, first);
            } else if (difference == StageOne.COPY) {
                curve.copy(to, first);
            } else {
                curve.sum(to, first, instruction >> 8 & 15, difference);
            }
        }
        if (at == program.length) {
            at = 0;
            part++;
        }
        if (part == one.parts()) {
            beginStageTwo();
        }
    }

    /** The product begins with Z, which is 0 modulo a prime that the first stage was enough for. */
    private void beginStageTwo() {
        residues.copy(product, 1);
        curve.copy(stepPoint(1), 0);
        curve.twice(STEP_2, 0);
        curve.sum(STEP_3, STEP_2, 0, 0);
        curve.twice(STEP_6, STEP_3);
        curve.sum(stepPoint(5), STEP_3, STEP_2, 0);
        curve.sum(stepPoint(7), stepPoint(5), STEP_2, STEP_3);
        curve.sum(stepPoint(11), STEP_6, stepPoint(5), 0);
        curve.sum(stepPoint(13), STEP_6, stepPoint(7), 0);
        curve.multiply(WIDTH, ROW, 0, two.width());
        curve.multiply(ROW, ROW + 1, WIDTH, two.first());
        at = 17;
        row = 0;
        pair = 0;
        phase = Phase.STEPS;
    }

    private void steps() {
        for (; at < two.width() / 2 && credit > 0; at += (at % 6 == 5 ? 2 : 4)) {
            curve.sum(stepPoint(at), stepPoint(at - 6), STEP_6, stepPoint(at - 12));
            credit -= SUM_COST;
        }
        if (at >= two.width() / 2) {
            phase = Phase.ROWS;
        }
    }

    private void rows() {
        while (row < two.rows() && credit > 0) {
            short[] pairs = two.row(row);
            int giant = ROW + row % 3;
            int end = Math.min(pairs.length, pair + Math.max(1, credit / PAIR_COST));
            credit -= (end - pair) * PAIR_COST;
            for (; pair < end; pair++) {
                curve.accumulate(product, giant, points[pairs[pair]]);
            }
            if (pair == pairs.length) {
                pair = 0;
                row++;
                nextGiant();
            }
        }
        if (row == two.rows()) {
            finish();
        }
    }

    /** The giant steps of two rows are there when a row begins; the third takes the place of the last one. */
    private void nextGiant() {
        if (row + 1 < two.rows()) {
            curve.sum(ROW + (row + 1) % 3, ROW + row % 3, WIDTH, ROW + (row + 2) % 3);
            credit -= SUM_COST;
        }
    }

    private void finish() {
        curvesLeft--;
        phase = Phase.CURVE;
        BigInteger common = residues.gcd(product);
        if (common.equals(n)) {
            common = residues.gcd(1);
        }
        if (!common.equals(BigInteger.ONE) && !common.equals(n)) {
            factor = common;
        }
    }

    @Override
    public BigInteger factor() {
        return factor;
    }

    @Override
    public String title() {
        return "ecm";
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
