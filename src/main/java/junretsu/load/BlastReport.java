package junretsu.load;

import java.util.List;

/** The report of a blast: what was sent and what became of it. Immutable. */
public interface BlastReport {

    /** The report for people; lines without a line break at the end. */
    String text();

    /** The report for machines, one JSON object. */
    String json();

    /** Sentences about what failed or is not as it was sent; empty when all is well. */
    List<String> problems();

    /** A sentence about a limit that was given and passed; null when there is none. */
    String limitPassed();
}
