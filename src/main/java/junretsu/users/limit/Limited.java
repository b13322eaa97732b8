package junretsu.users.limit;

/**
 * The reason why a login has to wait. Immutable.
 *
 * @param waitMs milliseconds, at least 1
 */
public record Limited(Why why, long waitMs) {
    /** The limit that was passed. */
    public enum Why {
        /** Failures of one user from one address. */
        USER_AT_ADDRESS,

        /** Failures from one address, of any users. */
        ADDRESS,

        /** Failures of one user, from any address; a second factor or a known device lets the user pass. */
        USER
    }
}
