package junretsu.net.hook;

/** One POST under way. Its methods are called by the one thread that began it. */
interface Post {

    /** Returns true when nothing more is to come of it. */
    boolean isDone();

    /** Null when the receiver answered 2xx; else what is wrong as far as it is known now, in a few words. */
    String problem();

    /** Drops the connection if it is not done. */
    void abort();
}
