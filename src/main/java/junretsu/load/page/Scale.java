package junretsu.load.page;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis: values of a range to 0 to 1, and the values at which it has a mark.
 *
 * @param low value at 0
 * @param high value at 1; more than {@code low}
 * @param isLog whether equal distances are equal ratios; both ends are then more than 0
 * @param ticks marks, from the lowest
 */
record Scale(double low, double high, boolean isLog, List<Double> ticks) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final int DECADES_FEW = 2;

    Scale {
        ticks = List.copyOf(ticks);
    }

    /** From 0 to a round number that is no less than a value, with about so many marks. */
    static Scale upTo(double most, int marks) {
        double rough = (most > 0 ? most : 1) / marks;
        double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * magnitude;
        for (double candidate : STEPS) {
            if (candidate * magnitude >= rough * (1 - 1e-9)) {
                step = candidate * magnitude;
                break;
            }
        }
        int count = (int) Math.ceil((most > 0 ? most : 1) / step - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            ticks.add(i * step);
        }
        return new Scale(0, count * step, false, ticks);
    }

    /** From 0 to a value exactly, as time is shown, with about so many marks. */
    static Scale exactlyTo(double most, int marks) {
        Scale round = upTo(most, marks);
        return new Scale(
                0,
                most > 0 ? most : 1,
                false,
                round.ticks().stream().filter(tick -> tick <= most).toList());
    }

    /**
     * Equal distances for equal ratios.
     *
     * @param least more than 0
     */
    static Scale log(double least, double most) {
        double low = least * 0.999;
        double high = Math.max(most * 1.001, low * 2);
        List<Double> ticks = new ArrayList<>();
        double decades = Math.log10(high / low);
        for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
            addIf(decade, low, high, ticks);
            if (decades <= DECADES_FEW) {
                addIf(2 * decade, low, high, ticks);
                addIf(5 * decade, low, high, ticks);
            }
        }
        return new Scale(low, high, true, ticks);
    }

    /** The place of a value, from 0 to 1; values beyond the ends stand at the ends. */
    double at(double value) {
        double place =
                isLog ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, place));
    }

    private static void addIf(double tick, double low, double high, List<Double> ticks) {
        if (tick >= low && tick <= high) {
            ticks.add(tick);
        }
    }
}
