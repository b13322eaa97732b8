package junretsu.users.password;

/** A slow hash that is asked for: it is hashed and answered, or refused. */
interface HashTask {

    /** Returns false when nobody seems to wait for the answer any more; may be called by any thread. */
    boolean isWanted();

    /**
     * Computes the answer; called by a hash worker.
     *
     * @return false when no hash was needed
     */
    boolean hash(PasswordHash hash);

    /** Gives the answer that was computed; called by the same worker. */
    void answer();

    /** Answers that there are too many; called by any thread. */
    void refuse();
}
