package junretsu.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import junretsu.text.JsonWriter;

/** The forms of a line of the log. */
enum LogFormat {
    /** {@code 2026-01-01T10:00:00.123Z warning: ...} */
    TEXT {
        @Override
        String line(Instant time, LogLevel level, String sentence) {
            return time(time) + " " + level.word() + ": " + sentence;
        }
    },
    /** {@code <4>...}, by which the journal knows the level; it has the time itself (sd-daemon(3)). */
    JOURNAL {
        @Override
        String line(Instant time, LogLevel level, String sentence) {
            return "<" + level.priority() + ">" + sentence;
        }
    },
    JSON {
        @Override
        String line(Instant time, LogLevel level, String sentence) {
            return new JsonWriter()
                    .beginObject()
                    .field("time", time(time))
                    .field("level", level.word())
                    .field("message", sentence)
                    .endObject()
                    .toString();
        }
    };

    /** A line without its end. */
    abstract String line(Instant time, LogLevel level, String sentence);

    private static String time(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }
}
