package junretsu.jobs.factor;

/**
 * One level of effort of the elliptic curve method: so many curves with the same bounds. The programs of both stages are
 * made when a level is first used, for all numbers.
 */
final class CurveLevel {
    /** The levels, each for factors with some more digits than the one before; from 15 digits on after Zimmermann's table. */
    static final CurveLevel[] ALL = {
        new CurveLevel(100, 3_000, 30, 4),
        new CurveLevel(200, 8_000, 210, 8),
        new CurveLevel(600, 24_000, 210, 12),
        new CurveLevel(2_000, 100_000, 210, 25),
        new CurveLevel(11_000, 900_000, 2_310, 90),
        new CurveLevel(50_000, 4_500_000, 2_310, 240),
        new CurveLevel(250_000, 25_000_000, 2_310, 500),
    };

    private final int boundOne;
    private final int boundTwo;
    private final int width;
    private final int curves;
    private volatile StageOne stageOne;
    private volatile StageTwo stageTwo;

    private CurveLevel(int boundOne, int boundTwo, int width, int curves) {
        this.boundOne = boundOne;
        this.boundTwo = boundTwo;
        this.width = width;
        this.curves = curves;
    }

    int curves() {
        return curves;
    }

    StageOne stageOne() {
        if (stageOne == null) {
            stageOne = new StageOne(boundOne);
        }
        return stageOne;
    }

    StageTwo stageTwo() {
        if (stageTwo == null) {
            stageTwo = new StageTwo(boundOne, boundTwo, width);
        }
        return stageTwo;
    }
}
