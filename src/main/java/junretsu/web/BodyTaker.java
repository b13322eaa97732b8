package junretsu.web;

/**
 * Takes a large body in parts, as they come, so that it is never held whole. Made by {@link Endpoint#inParts}. Called
 * by one thread at a time, and not any more after {@link #finish}, {@link #discard} or a negative answer of
 * {@link #take}.
 */
public interface BodyTaker {

    /**
     * Takes what it can of the next part.
     *
     * @param bytes from index 0 on what was left of the part before, and what has come since; may be changed, and is
     *     not to be touched after the return
     * @return bytes taken; those behind them are handed over again, with more. Negative when the request has been
     *     answered, which ends the reading
     */
    int take(byte[] bytes, int length);

    /** Takes the last part and answers as {@link Endpoint#answer} does. */
    void finish(byte[] bytes, int length) throws Exception;

    /** Forgets what was taken, since the body does not come whole. */
    void discard();
}
