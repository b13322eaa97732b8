package junretsu.load;

import java.util.List;
import junretsu.text.JsonWriter;

/**
 * The end of a load in one word and one sentence. Immutable.
 *
 * @param sentence without a full stop
 */
public record Conclusion(Grade grade, String sentence) {

    /** A kind of end, in the word that stands on a report. */
    public enum Grade {
        /** All that was sent was compared, and is as it must be. */
        PASSED("passed"),
        /** It did what was asked; nothing was compared, or not all was counted as sent and no limit forbids it. */
        DONE("done"),
        /** It did what was asked, and a limit that was given is passed. */
        LIMIT_PASSED("limit passed"),
        /** Something failed, is not as it was sent, or cannot be true. */
        FAILED("failed"),
        /** It was stopped, so nothing is proven. */
        INTERRUPTED("interrupted");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        /** The word that stands on the report. */
        public String word() {
            return word;
        }
    }

    /** The conclusion of a report. An interruption weighs more than all else: no finding follows from half a load. */
    public static Conclusion of(BlastReport report) {
        List<String> problems = report.problems();
        if (report.interrupted()) {
            return new Conclusion(Grade.INTERRUPTED, "interrupted before its end, so it proves nothing");
        }
        if (!problems.isEmpty()) {
            return new Conclusion(Grade.FAILED, problems.get(0));
        }
        if (report.limitPassed() != null) {
            return new Conclusion(report.isWrong() ? Grade.FAILED : Grade.LIMIT_PASSED, report.limitPassed());
        }
        return new Conclusion(report.isProven() ? Grade.PASSED : Grade.DONE, report.finding());
    }

    /** The last line of a report for people. */
    public String line() {
        return "  " + grade.word() + ": " + sentence;
    }

    /** Writes it with all problems as an object of the name {@code conclusion}. */
    void write(JsonWriter json, BlastReport report) {
        json.beginObject("conclusion").field("grade", grade.word()).field("sentence", sentence);
        json.beginArray("problems");
        report.problems().forEach(json::element);
        json.endArray().field("limit_passed", report.limitPassed()).beginArray("notes");
        report.notes().forEach(json::element);
        json.endArray().endObject();
    }
}
