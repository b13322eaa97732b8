package junretsu.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** A moment as people read it: date, hour and minute where the machine stands. Stateless. */
public final class Minute {
    private Minute() {}

    /** The text, such as {@code 2026-01-31 19:02}; a formatter's classes would cost a start some milliseconds. */
    public static String ofMs(long ms) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ');
    }
}
