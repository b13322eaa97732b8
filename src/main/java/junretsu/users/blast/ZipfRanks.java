package junretsu.users.blast;

import java.util.SplittableRandom;

/**
 * Ranks of which rank k comes with a share proportional to 1 / k^exponent, drawn in constant time and memory by
 * rejection-inversion (W. Hörmann, G. Derflinger, "Rejection-inversion to generate variates from monotone discrete
 * distributions", 1996). Immutable.
 */
final class ZipfRanks {
    private final int count;
    private final double exponent;
    private final double areaFirst;
    private final double areaAll;
    private final double sure;

    /** @param exponent more than 0 */
    ZipfRanks(int count, double exponent) {
        this.count = count;
        this.exponent = exponent;
        areaFirst = area(1.5) - 1;
        areaAll = area(count + 0.5);
        sure = 2 - inverse(area(2.5) - height(2));
    }

    /** A rank from 1 to the count. */
    int draw(SplittableRandom random) {
        while (true) {
            double area = areaAll + random.nextDouble() * (areaFirst - areaAll);
            double x = inverse(area);
            int rank = (int) Math.max(1, Math.min(count, Math.round(x)));
            if (rank - x <= sure || area >= area(rank + 0.5) - height(rank)) {
                return rank;
            }
        }
    }

    private double height(double x) {
        return Math.pow(x, -exponent);
    }

    /** The integral of {@link #height} from 1 to x. */
    private double area(double x) {
        return exponent == 1 ? Math.log(x) : (Math.pow(x, 1 - exponent) - 1) / (1 - exponent);
    }

    private double inverse(double area) {
        return exponent == 1 ? Math.exp(area) : Math.pow(1 + area * (1 - exponent), 1 / (1 - exponent));
    }
}
