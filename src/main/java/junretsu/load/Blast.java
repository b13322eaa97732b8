package junretsu.load;

import java.util.function.Consumer;
import junretsu.config.StartException;

/**
 * A load on one server, and what became of it. {@link #run} is called once; {@link #stop} may be called by any thread,
 * at any time.
 */
public interface Blast {

    /**
     * Runs the whole load, or what is done of it until {@link #stop}.
     *
     * @param progress takes a line a second, on the calling thread
     * @throws StartException when it cannot begin: no such target, nothing listens there, or there is no server to
     *     verify with
     */
    BlastReport run(Consumer<String> progress) throws StartException;

    /** Returns true when the load goes to standard output, so that the report belongs on standard error. */
    default boolean writesToStdout() {
        return false;
    }

    /** Lets {@link #run} return within seconds, with a report of what was done. */
    void stop();
}
