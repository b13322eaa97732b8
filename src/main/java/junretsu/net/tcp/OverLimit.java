package junretsu.net.tcp;

/** The treatment of a client that comes when all places are taken. */
public enum OverLimit {
    /** It is closed at once. */
    REFUSE,
    /** It stays in the listen backlog, where the kernel keeps what it sends, until a place is free. */
    WAIT
}
