package junretsu.service;

import java.util.List;

/** A running server, as the command line sees it. Methods may be called by any thread. */
public interface Server {

    /** What follows {@code ready:} in the line that says so: where it can be reached and how it is set up. */
    String ready();

    /** Sentences about settings that call for a person but hinder nothing; told once, after the ready line. */
    List<String> advice();

    /** The state in one line for a terminal; null when there is nothing to show. */
    String status();

    /** Completed when the server is to end by itself. */
    Ending ending();

    /**
     * Takes nothing more in, brings what was taken to its end and lets everything go. To be called once.
     *
     * @return the closing report: the sums as they stand at the end, for people
     */
    String stop();
}
