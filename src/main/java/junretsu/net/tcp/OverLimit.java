package junretsu.net.tcp;

/** The treatment of a client that comes when all places are taken. */
public enum OverLimit {
    /** It is held for 250 ms, and closed when no place has become free by then. */
    REFUSE,
    /** It stays in the listen backlog, where the kernel keeps what it sends, until a place is free. */
    WAIT
}
