package junretsu.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The units that users type and read. Each parser takes one kind of quantity and throws
 * {@link IllegalArgumentException} whose message says what is accepted.
 */
public final class Units {
    private static final Map<String, Long> COUNT = Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L);
    private static final Map<String, Long> NANOS =
            Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "kb", 1_000L, "mb", 1_000_000L);
    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Units() {}

    /** Parses a whole number of things, at least 1, such as {@code 500k}, {@code 2.5m} or {@code 1200}. */
    public static long count(String text) {
        return quantity(text, COUNT, "a whole number of at least 1, with k, m or g if you like, such as 500k or 2.5m");
    }

    /** Parses so many a second, at least 1: a {@link #count}, with {@code /s} behind it or without. */
    public static long perSecond(String text) {
        boolean hasUnit = text.endsWith("/s") || text.endsWith("/S");
        return quantity(
                hasUnit ? text.substring(0, text.length() - 2) : text,
                COUNT,
                "so many a second, at least 1, such as 200, 200/s, 500k or 2.5m/s");
    }

    /** Parses a time such as {@code 250us}, {@code 100ms}, {@code 10s}, {@code 3m} or {@code 1h}, to nanoseconds. */
    public static long nanos(String text) {
        return quantity(text, NANOS, "a time of more than 0 with its unit us, ms, s, m or h, such as 100ms or 10s");
    }

    /** Parses a size such as {@code 64KiB}, {@code 4MiB} or {@code 1400}; bytes, at least 1. */
    public static long bytes(String text) {
        return quantity(text, BYTES, "a size of at least 1 byte such as 1400, 64KiB or 4MiB");
    }

    /** Parses a whole number within bounds, both included. */
    public static int integer(String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number from " + min + " to " + max, e);
        }
        throw new IllegalArgumentException("a whole number from " + min + " to " + max);
    }

    /** Writes a size as the kernel's settings are usually given: {@code 8 MiB}, {@code 208 KiB}. */
    public static String formatBytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1_024 && unit < BINARY.size() - 1) {
            value /= 1_024;
            unit++;
        }
        return decimal(value) + " " + BINARY.get(unit);
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static long quantity(String text, Map<String, Long> units, String accepted) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        Long unit = units.get(text.substring(end).toLowerCase(Locale.ROOT));
        String digits = text.substring(0, end);
        if (unit == null || !isPlainDecimal(digits)) {
            throw new IllegalArgumentException(accepted);
        }
        BigDecimal value = new BigDecimal(digits).multiply(BigDecimal.valueOf(unit));
        try {
            long exact = value.longValueExact();
            if (exact > 0) {
                return exact;
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(accepted, e);
        }
        throw new IllegalArgumentException(accepted);
    }

    private static boolean isPlainDecimal(String digits) {
        boolean point = false;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == '.' && !point && i > 0 && i < digits.length() - 1) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return !digits.isEmpty();
    }
}
