package junretsu.users.password;

/** The end of a hash that was asked for; each has exactly one. */
public enum HashEvent {
    HASHED,

    /** A wrong password of a remembered login: it waited its turn and was not hashed. */
    SPARED,

    /** Not queued, since too many waited. */
    REFUSED,

    /** Queued, and not begun in time. */
    EXPIRED,

    /** Not begun, since its caller seemed to have given up and others waited. */
    ABANDONED
}
