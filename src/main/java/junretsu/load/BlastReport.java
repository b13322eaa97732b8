package junretsu.load;

import java.util.List;
import junretsu.text.JsonWriter;

/** The report of a blast: what was sent and what became of it. Immutable. */
public interface BlastReport {

    /** The server and the way to it, as in {@code udp 127.0.0.1:9999}. */
    String target();

    /** The report for people; lines without a line break at the end. */
    String text();

    /** Writes the fields of the report for machines, into an object that is open. */
    void write(JsonWriter json);

    /** The figures by which two loads are compared, the first ones first. */
    List<Figure> figures();

    /** The course of the load: a row for each second of it. */
    Course course();

    /** Adds what the report has to show: charts and tables. */
    void draw(LoadPage page);

    /** Sentences about what failed or is not as it was sent; empty when all is well. */
    List<String> problems();

    /** A sentence about a limit that was given and passed; null when there is none. */
    String limitPassed();

    /**
     * Returns whether {@link #limitPassed} tells of answers that cannot be true: the load failed then, with the exit
     * code of a limit.
     */
    default boolean isWrong() {
        return false;
    }

    /** Sentences about likely causes of what was found, and what helps; empty when there is nothing to say. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * The note about a load of requests that fell behind its schedule.
     *
     * @param isKeptUp true for no note
     */
    static List<String> behind(boolean isKeptUp) {
        return isKeptUp
                ? List.of()
                : List.of(
                        "this load did not keep up with its schedule: where times are long, the server was too slow or"
                                + " there were too few connections, else this generator was");
    }

    /** Returns whether it was stopped before its end, so that it proves nothing. */
    boolean interrupted();

    /** Returns whether all that was sent was compared, and is as it must be. */
    boolean isProven();

    /** A sentence about what was found out; without a full stop. */
    String finding();

    /** The report for machines as one JSON object. */
    default String json() {
        JsonWriter json = new JsonWriter().beginObject();
        write(json);
        return json.endObject().toString();
    }
}
