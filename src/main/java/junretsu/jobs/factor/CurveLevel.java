package junretsu.jobs.factor;

/** One level of effort of the elliptic curve method: so many curves with the same bounds. */
final class CurveLevel {
    private static final int WITHOUT_LIMIT = Integer.MAX_VALUE;

    /**
     * The levels, each for factors with some more digits than the one before; from 15 digits on after Zimmermann's
     * table.
     */
    static final CurveLevel[] ALL = {
        new CurveLevel(64, WITHOUT_LIMIT, 80, 2_400, 60, 3),
        new CurveLevel(64, 72, 150, 5_000, 210, 10),
        new CurveLevel(100, WITHOUT_LIMIT, 150, 5_000, 210, 8),
        new CurveLevel(115, WITHOUT_LIMIT, 400, 16_000, 210, 8),
        new CurveLevel(165, WITHOUT_LIMIT, 2_000, 100_000, 210, 25),
        new CurveLevel(210, WITHOUT_LIMIT, 11_000, 900_000, 2_310, 90),
        new CurveLevel(260, WITHOUT_LIMIT, 50_000, 4_500_000, 2_310, 240),
        new CurveLevel(300, WITHOUT_LIMIT, 250_000, 25_000_000, 2_310, 500),
    };

    private final int bitsFrom;
    private final int bitsTo;
    private final int curves;
    private final StageOne stageOne;
    private final StageTwo stageTwo;

    private CurveLevel(int bitsFrom, int bitsTo, int boundOne, int boundTwo, int width, int curves) {
        this.bitsFrom = bitsFrom;
        this.bitsTo = bitsTo;
        this.curves = curves;
        stageOne = new StageOne(boundOne);
        stageTwo = new StageTwo(boundOne, boundTwo, width);
    }

    /** Returns true when this level comes before the sieve for numbers of so many bits. */
    boolean isFor(int bits) {
        return bits >= bitsFrom && bits < bitsTo;
    }

    int curves() {
        return curves;
    }

    StageOne stageOne() {
        return stageOne;
    }

    StageTwo stageTwo() {
        return stageTwo;
    }
}
