package junretsu.items.serve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import junretsu.web.BadRequest;

/** The names of windows: a date where they begin at midnight (UTC), else an instant, as in ISO 8601. */
final class WindowName {
    private static final long DAY_MS = 86_400_000;

    private WindowName() {}

    /** @param startMs unix milliseconds */
    static String of(long startMs, long lengthMs) {
        Instant start = Instant.ofEpochMilli(startMs);
        return lengthMs % DAY_MS == 0
                ? start.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                : start.toString();
    }

    /**
     * The beginning of the window that a date or an instant falls into, in unix milliseconds.
     *
     * @throws BadRequest when it is neither
     */
    static long parse(String text, long lengthMs) {
        try {
            long ms = text.length() == 10
                    ? LocalDate.parse(text)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    : Instant.parse(text).toEpochMilli();
            return Math.floorDiv(ms, lengthMs) * lengthMs;
        } catch (DateTimeException e) {
            throw new BadRequest("window", "a date such as 2026-11-21, or an instant such as 2026-11-21T18:00:00Z");
        }
    }
}
