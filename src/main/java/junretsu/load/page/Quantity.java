package junretsu.load.page;

import java.util.Locale;

/** A kind of figure: its unit, and its numbers as people read them. */
public enum Quantity {
    /** So many a second. */
    RATE {
        @Override
        public String text(double value) {
            return brief(value) + "/s";
        }

        @Override
        public String exact(double value) {
            return whole(value) + "/s";
        }
    },

    /** A number of things. */
    COUNT {
        @Override
        public String text(double value) {
            return brief(value);
        }

        @Override
        public String exact(double value) {
            return whole(value);
        }
    },

    /** A duration in seconds. */
    TIME {
        @Override
        public String text(double value) {
            if (value == 0) {
                return "0 s";
            }
            if (value < 1e-3) {
                return trimmed(value * 1e6) + " µs";
            }
            return value < 1 ? trimmed(value * 1e3) + " ms" : trimmed(value) + " s";
        }

        @Override
        public String exact(double value) {
            return text(value);
        }
    },

    /** A share, 0 to 1. */
    SHARE {
        @Override
        public String text(double value) {
            return trimmed(100 * value) + " %";
        }

        @Override
        public String exact(double value) {
            return value == 0 ? "0 %" : String.format(Locale.ROOT, "%.4f %%", 100 * value);
        }
    };

    private static final String[] SUFFIXES = {"", "k", "M", "G", "T"};

    /** The number with its unit, short enough for an axis. */
    public abstract String text(double value);

    /** The number with its unit and all the digits that mean something. */
    public abstract String exact(double value);

    private static String brief(double value) {
        double left = value;
        int thousands = 0;
        while (Math.abs(left) >= 1_000 && thousands < SUFFIXES.length - 1) {
            left /= 1_000;
            thousands++;
        }
        return trimmed(left) + SUFFIXES[thousands];
    }

    /** Three digits that mean something, without zeros at the end. */
    private static String trimmed(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size == 0 ? 2 : size >= 0.1 ? 3 : 4;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, value < 100 && value != Math.rint(value) ? "%,.1f" : "%,.0f", value);
    }
}
