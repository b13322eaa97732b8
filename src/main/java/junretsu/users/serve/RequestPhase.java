package junretsu.users.serve;

/** The parts of a request's time. */
enum RequestPhase {
    /** A slow hash waits for a worker. */
    QUEUE,

    /** A worker computes a slow hash. */
    HASH,

    /** The store of accounts, and of sessions unless they lie in Redis. */
    STORE,

    /** Sessions and limits in Redis. */
    REDIS,

    /** A complete answer waits for those before it and for the loop that writes it. */
    WRITE
}
