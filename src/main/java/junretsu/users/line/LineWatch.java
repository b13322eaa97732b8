package junretsu.users.line;

/** Takes note of requests, for metrics. Called by threads that must not wait. */
public interface LineWatch {

    /**
     * An answer has been written to its connection, or handed over.
     *
     * @param verb null for a line that was no request
     * @param nanos since the line was taken
     * @param heldNanos of these, since the answer was there; negative when it was not written
     */
    void answered(Verb verb, LineAnswer answer, long nanos, long heldNanos);
}
