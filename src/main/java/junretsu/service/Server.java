package junretsu.service;

import java.util.List;

/** A running server, as the command line sees it. Methods may be called by any thread. */
public interface Server {

    /** The text after {@code ready:} in the ready line: the addresses and how the server is set up. */
    String ready();

    /**
     * Warnings about settings that a person should change but that stop nothing; printed once, after the ready line.
     */
    default List<String> advice() {
        return List.of();
    }

    /** Sentences about where people go next; printed once, after the ready line. */
    default List<String> notes() {
        return List.of();
    }

    /** The state in one line for a terminal; null when there is nothing to show. */
    String status();

    /** Takes settings that were read anew; null for a server that does not. */
    default ConfigReload reload() {
        return null;
    }

    /** Completed when the server is to end by itself. */
    Ending ending();

    /**
     * Stops taking input, completes what was taken and releases everything. To be called once.
     *
     * @return the closing report: the sums as they stand at the end, for people
     */
    String stop();
}
